import { FlagFilled, FlagOutlined } from '@ant-design/icons'
import { useT, type Key } from '../../i18n/i18n.tsx'

/** Marks of the staff, by their number. */
export const flagColours = ['var(--ink3)', '#d4380d', '#d48806', '#389e0d', '#0958d9', '#722ed1'] as const
const names: readonly Key[] = ['flag.0', 'flag.1', 'flag.2', 'flag.3', 'flag.4', 'flag.5']

export function Flag({ flag, named }: { flag: number; named?: boolean }) {
  const t = useT()
  const name = t(names[flag] ?? 'flag.0')
  const Icon = flag === 0 ? FlagOutlined : FlagFilled
  return (
    <span className="row" style={{ gap: 6 }}>
      <Icon style={{ color: flagColours[flag] ?? flagColours[0] }} {...(named ? { 'aria-hidden': true } : { 'aria-label': name })} />
      {named && name}
    </span>
  )
}
