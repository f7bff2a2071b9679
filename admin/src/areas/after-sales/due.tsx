import { useEffect, useState } from 'react'
import { useT } from '../../i18n/i18n.tsx'

/** How long is left until a moment, to the minute; red when it is near or over. */
export function Due({ iso, soonHours = 6 }: { iso: string; soonHours?: number }) {
  const t = useT()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  const minutes = Math.floor((new Date(iso).getTime() - now) / 60_000)
  const near = minutes < soonHours * 60
  return (
    <span className="num" style={near ? { color: 'var(--bad)' } : undefined}>
      {minutes <= 0 ? t('as.over') : leftText(minutes, t)}
    </span>
  )
}

function leftText(minutes: number, t: ReturnType<typeof useT>): string {
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  return days > 0 ? t('as.leftDays', { days, hours }) : t('as.leftHours', { hours, minutes: minutes % 60 })
}
