import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useT } from '../i18n/i18n.tsx'

interface Props {
  /** `YYYY-MM-DD`, or empty. */
  from: string
  to: string
  onChange: (range: { from: string; to: string }) => void
}

/** A choice of days, kept as plain days so that an address stays readable. */
export function DateRange({ from, to, onChange }: Props) {
  const t = useT()
  const today = dayjs()
  return (
    <DatePicker.RangePicker
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      allowEmpty={[true, true]}
      onChange={(range) => onChange({ from: range?.[0]?.format('YYYY-MM-DD') ?? '', to: range?.[1]?.format('YYYY-MM-DD') ?? '' })}
      presets={[
        { label: t('common.today'), value: [today, today] },
        { label: t('common.last7'), value: [today.subtract(6, 'day'), today] },
        { label: t('common.last30'), value: [today.subtract(29, 'day'), today] },
      ]}
    />
  )
}

/** The first and the last moment of these days in China (UTC+8, no summer time), as ISO; empty days are left out. */
export function momentsOf(from: string, to: string): { from?: string; to?: string } {
  return {
    ...(from ? { from: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59.999+08:00`).toISOString() } : {}),
  }
}
