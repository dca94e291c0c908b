/** The few pictures of the interface, drawn on one 24-unit grid. */

const paths = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  fit: "M4 9V5h4M20 9V5h-4M4 15v4h4M20 15v4h-4",
  search: "M10.5 4.5a6 6 0 100 12 6 6 0 000-12zM15 15l5 5",
  expand: "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7",
  target: "M12 4v4M12 16v4M4 12h4M16 12h4M12 12h.01",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  trash: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12",
  copy: "M9 9h10v11H9zM5 15V4h10",
  check: "M5 12.5l4.5 4.5L19 7.5",
  up: "M8 11l4-7c1.5 0 2.3 1 2 2.5L13.5 9H18c1.3 0 2 1 1.7 2.2l-1.5 6.6c-.2.7-.8 1.2-1.6 1.2H8zM8 11H5v8h3",
  down: "M16 13l-4 7c-1.5 0-2.3-1-2-2.5l.5-2.5H6c-1.3 0-2-1-1.7-2.2l1.5-6.6C6 5.5 6.6 5 7.4 5H16zM16 13h3V5h-3",
  settings: "M4 8h9M17 8h3M4 16h3M11 16h9M15 5.8v4.400M9 13.8v4.400",
  alert: "M12 4L2.8 19.5h18.400zM12 10v4.5M12 17h.01",
  info: "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5.5M12 7.8h.01",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
