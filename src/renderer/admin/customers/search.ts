import { useState } from "react";
import type { CustomerInfo } from "../../../shared/protocol/api.ts";
import { desk } from "../desk.ts";
import { useList, type List } from "../list.ts";
import { useSettled } from "../useSettled.ts";

export interface CustomerSearch {
  typed: string;
  /** What is searched for: what was typed, as soon as there is a pause. */
  search: string;
  type: (text: string) => void;
  /** Customers that fit, from the server. */
  list: List<CustomerInfo>;
}

/** A search among the customers; what is found follows what is typed after a moment. */
export function useCustomerSearch(): CustomerSearch {
  const [typed, type] = useState("");
  const search = useSettled(typed.trim());
  const list = useList<CustomerInfo>(`customers ${search}`, (last) =>
    desk.customers({ search, after: last?.id }),
  );
  return { typed, search, type, list };
}
