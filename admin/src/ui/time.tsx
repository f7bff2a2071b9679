import { useI18n, type Lang } from '../i18n/i18n.tsx'

const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment as people in the shop read it: Asia/Shanghai, whatever the computer's own zone is. */
export function timeText(iso: string, lang: Lang, precision: 'date' | 'minute' | 'second' = 'minute'): string {
  const key = `${lang} ${precision}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(lang === 'en' ? 'en-CA' : 'zh-CN', {
      timeZone: 'Asia/Shanghai',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      ...(precision === 'date' ? {} : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      ...(precision === 'second' ? { second: '2-digit' } : {}),
    })
  formats.set(key, format)
  return format.format(new Date(iso)).replaceAll('/', '-').replace(',', '')
}

/** A window of time: the day is said once where it ends on the day on which it begins. */
export function TimeWindow({ from, to }: { from: string; to: string }) {
  const { lang } = useI18n()
  const sameDay = timeText(from, lang, 'date') === timeText(to, lang, 'date')
  return (
    <span className="num">
      <Time iso={from} /> – {sameDay ? <time dateTime={to}>{timeText(to, lang).slice(-'00:00'.length)}</time> : <Time iso={to} />}
    </span>
  )
}

export function Time({ iso, precision = 'minute' }: { iso: string | null; precision?: 'date' | 'minute' | 'second' }) {
  const { lang } = useI18n()
  if (iso === null) return <span className="muted">—</span>
  return (
    <time dateTime={iso} className="num">
      {timeText(iso, lang, precision)}
    </time>
  )
}
