import { Fragment } from "react";

/** An e-mail address that, where it must, breaks at its @ and points and not in the middle of a name. */
export function MailAddress({ children }: { children: string }) {
  return children.split(/(?=[@.])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
