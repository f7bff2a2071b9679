import { useEffect, useRef, useState } from 'react'
import { t } from '@/i18n'
import { remaining } from '@/lib/time'
import { Text } from './base'

/** Ticks down to a moment; calls `onOver` once when it is there. */
export function Countdown({ until, onOver, className }: { until: string; onOver?: () => void; className?: string }) {
  const end = new Date(until).getTime()
  const [now, setNow] = useState(() => Date.now())
  const over = now >= end
  const done = useRef(onOver)
  useEffect(() => void (done.current = onOver))
  useEffect(() => {
    if (over) return done.current?.()
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [end, over])
  const { days, hours, minutes, seconds } = remaining(end, now)
  const clock = `${hours}:${minutes}:${seconds}`
  return (
    <Text className={className} role="timer">
      {days > 0 ? `${t('time.days', { days })} ${clock}` : clock}
    </Text>
  )
}
