import { t } from '@/i18n'
import { distance } from './choice'

/** '850 米' or '3.2 公里'. */
export function distanceText(meters: number): string {
  const far = distance(meters)
  return 'meters' in far ? t('delivery.meters', far) : t('delivery.kilometres', far)
}

const DAY_MS = 86_400_000
/** The shop's clock is Asia/Shanghai, whatever the device says. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** '今天', '明天', else '11月29日 周日'. */
export function dayName(day: string): string {
  const ahead = Math.round((Date.parse(day) - Date.parse(today())) / DAY_MS)
  if (ahead === 0) return t('delivery.today')
  if (ahead === 1) return t('delivery.tomorrow')
  const at = new Date(day)
  return t('delivery.onDay', {
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: t(`delivery.${WEEKDAYS[at.getUTCDay()] ?? 'sun'}`),
  })
}

/** '09:00–21:00', with the days on which it is closed. */
export function hoursText(hours: readonly { from: string; to: string }[], closedDays: readonly number[] = []): string {
  const open = hours.length === 0 ? t('delivery.aroundTheClock') : hours.map(({ from, to }) => `${from}–${to}`).join(' ')
  const closed = closedDays.map((day) => t(`delivery.${WEEKDAYS[day] ?? 'sun'}`))
  return closed.length === 0 ? open : `${open} · ${t('delivery.closedOn', { days: closed.join(t('delivery.and')) })}`
}
