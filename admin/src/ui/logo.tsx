/** The mark of Puzi: an awning over a door. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" rx="16" fill="#F5552D" />
      <path d="M14 26l4-10h28l4 10v3a6 6 0 0 1-12 0 6 6 0 0 1-12 0 6 6 0 0 1-12 0z" fill="#fff" />
      <path d="M18 38v10a3 3 0 0 0 3 3h22a3 3 0 0 0 3-3V38" fill="none" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
    </svg>
  )
}
