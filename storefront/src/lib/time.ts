import { t } from '@/i18n'

const two = (value: number) => String(value).padStart(2, '0')
/** The shop's clock is Asia/Shanghai (UTC+8, no summer time), whatever the device says. */
const shanghai = (iso: string) => new Date(new Date(iso).getTime() + 8 * 3_600_000)

/** '2026-11-23 14:05'. */
export function dateTime(iso: string): string {
  const at = shanghai(iso)
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** '2026-11-23'. */
export function date(iso: string): string {
  return dateTime(iso).slice(0, 10)
}

/** Parts of what is left, never negative. */
export function remaining(
  untilMs: number,
  nowMs: number,
): { days: number; hours: string; minutes: string; seconds: string; over: boolean } {
  const left = Math.max(0, Math.ceil((untilMs - nowMs) / 1000))
  return {
    days: Math.floor(left / 86_400),
    hours: two(Math.floor((left % 86_400) / 3600)),
    minutes: two(Math.floor((left % 3600) / 60)),
    seconds: two(left % 60),
    over: left === 0,
  }
}

/** '3 天 4 小时' or '25 分钟'. */
export function roughly(untilIso: string, nowMs: number): string {
  const { days, hours, minutes } = remaining(new Date(untilIso).getTime(), nowMs)
  if (days > 0) return t('time.daysHours', { days, hours: Number(hours) })
  if (Number(hours) > 0) return t('time.hoursMinutes', { hours: Number(hours), minutes: Number(minutes) })
  return t('time.minutes', { minutes: Number(minutes) })
}
