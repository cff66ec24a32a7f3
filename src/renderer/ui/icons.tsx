import type { ReactNode } from "react";

function Icon({ children, size = 24 }: { children: ReactNode; size?: number | undefined }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

interface IconProps {
  size?: number;
}

export function PhoneIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M6.6 3.5 9 3l2 4.6-2 1.6a12 12 0 0 0 5.8 5.8l1.6-2 4.6 2-.5 2.4A3.4 3.4 0 0 1 17 20 14 14 0 0 1 4 7a3.4 3.4 0 0 1 2.6-3.5Z" />
    </Icon>
  );
}

export function CheckIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </Icon>
  );
}

export function StopIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <rect x="6" y="6" width="12" height="12" rx="1.5" fill="currentColor" />
    </Icon>
  );
}

export function ShieldIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M12 3 5 5.6v5.6c0 4.4 2.9 7.9 7 9.8 4.1-1.9 7-5.4 7-9.8V5.6L12 3Z" />
      <path d="m9 12 2.2 2.2L15.2 10" />
    </Icon>
  );
}

/** Nobody has said yet that all is well. */
export function ShieldOpenIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M12 3 5 5.6v5.6c0 4.4 2.9 7.9 7 9.8 4.1-1.9 7-5.4 7-9.8V5.6L12 3Z" />
      <path d="M12 8v4.5M12 16v.01" />
    </Icon>
  );
}

export function ScreenIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <rect x="3" y="4.5" width="18" height="12" rx="2" />
      <path d="M9 20h6M12 16.5V20" />
    </Icon>
  );
}

export function BellIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5h4" />
    </Icon>
  );
}

export function BellOffIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M6 16.5V11c0-1.2.4-2.4 1-3.3M9.5 5.5A6 6 0 0 1 18 11v3.5M4.5 18h12.5M10 20.5h4M4 4l16 16" />
    </Icon>
  );
}

export function PlusIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M12 5v14M5 12h14" />
    </Icon>
  );
}

export function MenuIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M4 6.5h16M4 12h16M4 17.5h16" />
    </Icon>
  );
}

export function ClockIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.2l3.4 2" />
    </Icon>
  );
}

export function MailIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <rect x="3" y="5.5" width="18" height="13" rx="2" />
      <path d="m4 7.5 8 6 8-6" />
    </Icon>
  );
}

export function CrossIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />
    </Icon>
  );
}

export function BackIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M19 12H5.5M11 6l-6 6 6 6" />
    </Icon>
  );
}

export function DoorIcon({ size }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M14 4H6v16h8M10.5 12H21M17 8l4 4-4 4" />
    </Icon>
  );
}

/** The name plate of a line's state: each state has its own shape, so that colour is never alone. */
export function LineStateIcon({ state, size }: IconProps & { state: "closed" | "free" | "busy" }) {
  switch (state) {
    case "free":
      return (
        <Icon size={size}>
          <circle cx="12" cy="12" r="9" fill="currentColor" />
          <path d="m8 12.3 2.8 2.8L16.2 9.5" stroke="var(--card)" strokeWidth="2.5" />
        </Icon>
      );
    case "busy":
      return (
        <Icon size={size}>
          <path d="M12 3 22 20.5H2L12 3Z" fill="currentColor" />
          <path d="M12 10v4.5M12 17.5v.01" stroke="var(--card)" strokeWidth="2.5" />
        </Icon>
      );
    case "closed":
      return (
        <Icon size={size}>
          <rect x="3.5" y="3.5" width="17" height="17" rx="3" fill="none" />
          <path d="M8 12h8" strokeWidth="2.5" />
        </Icon>
      );
  }
}
