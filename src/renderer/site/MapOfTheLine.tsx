/** A picture for the eye only: other lines run pale; the caller's leads from the telephone to the screen. */
export function MapOfTheLine() {
  return (
    <svg viewBox="0 0 420 300" width="420" height="300" fill="none" aria-hidden="true" focusable="false">
      <g stroke="#1a6471" strokeWidth="7" strokeLinecap="round" strokeLinejoin="round">
        <path d="M12 268h92l76-76h98l60 60h70" />
        <path d="M40 12v70l64 64v142" />
        <path d="M168 12v84l110 110v84" />
        <path d="M408 36h-92l-60 60H104" />
      </g>
      <g fill="#07414b" stroke="#1a6471" strokeWidth="5">
        <circle cx="168" cy="60" r="8" />
        <circle cx="338" cy="252" r="8" />
        <circle cx="338" cy="36" r="8" />
        <circle cx="40" cy="52" r="8" />
      </g>
      <path
        d="M72 222h56l112-112h100"
        stroke="#ffc857"
        strokeWidth="11"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <g fill="#07414b" stroke="#ffffff" strokeWidth="6">
        <circle cx="156" cy="194" r="11" />
        <circle cx="212" cy="138" r="11" />
      </g>
      <circle cx="64" cy="222" r="42" fill="#ffffff" stroke="#ffc857" strokeWidth="7" />
      <g
        transform="translate(38 196) scale(2.15)"
        stroke="#052f37"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M6.6 3.5 9 3l2 4.6-2 1.6a12 12 0 0 0 5.8 5.8l1.6-2 4.6 2-.5 2.4A3.4 3.4 0 0 1 17 20 14 14 0 0 1 4 7a3.4 3.4 0 0 1 2.6-3.5Z" />
      </g>
      <circle cx="352" cy="110" r="46" fill="#ffffff" stroke="#ffc857" strokeWidth="7" />
      <g
        transform="translate(325 82) scale(2.25)"
        stroke="#052f37"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <rect x="3" y="4.5" width="18" height="12" rx="2" />
        <path d="M9 20h6M12 16.5V20" />
        <path d="m8.5 10.6 2.4 2.4 4.6-4.8" stroke="#17673a" />
      </g>
    </svg>
  );
}
