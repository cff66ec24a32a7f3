import { MailAddress } from "../../ui/MailAddress.tsx";

/** How somebody is reached: what there is of telephone and e-mail, one below the other. */
export function reachOf({ email, phone }: { email: string; phone: string }) {
  if (email === "" && phone === "") return null;
  return (
    <>
      {phone !== "" && <p>{phone}</p>}
      {email !== "" && (
        <p>
          <MailAddress>{email}</MailAddress>
        </p>
      )}
    </>
  );
}
