import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import type { Draft } from './point-drawer.tsx'

interface RowsProps<T> {
  rows: readonly T[]
  onChange: (rows: T[]) => void
  /** A new one, after the last. */
  next: () => T
  most: number
  /** How many must stay. */
  least?: number
  addText: string
  children: (row: T, set: (patch: Partial<T>) => void) => ReactNode
}

function Rows<T>({ rows, onChange, next, most, least = 0, addText, children }: RowsProps<T>) {
  const t = useT()
  return (
    <div className="stack-tight">
      {rows.map((row, at) => (
        <div key={at} className="point-times">
          {children(row, (patch) => onChange(rows.map((one, index) => (index === at ? { ...one, ...patch } : one))))}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('common.remove')}
            disabled={rows.length <= least}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined />} disabled={rows.length >= most} onClick={() => onChange([...rows, next()])}>
          {addText}
        </Button>
      </div>
    </div>
  )
}

interface Span {
  from: string
  to: string
}

function Times({ span, onChange }: { span: Span; onChange: (patch: Partial<Span>) => void }) {
  const t = useT()
  return (
    <>
      <Input
        type="time"
        value={span.from}
        aria-label={t('point.fromTime')}
        style={{ width: 120 }}
        onChange={(event) => event.target.value && onChange({ from: event.target.value })}
      />
      –
      <Input
        type="time"
        value={span.to}
        aria-label={t('point.toTime')}
        style={{ width: 120 }}
        status={span.from < span.to ? '' : 'error'}
        onChange={(event) => event.target.value && onChange({ to: event.target.value })}
      />
    </>
  )
}

export function HourRows({ hours, onChange }: { hours: Draft['hours']; onChange: (hours: Draft['hours']) => void }) {
  const t = useT()
  return (
    <Rows rows={hours} onChange={onChange} next={() => ({ from: '09:00', to: '21:00' })} most={4} addText={t('point.addHours')}>
      {(row, set) => <Times span={row} onChange={set} />}
    </Rows>
  )
}

/** Two hours after the last one. */
function nextSlot(slots: Draft['slots']): Draft['slots'][number] {
  const last = slots.at(-1)
  const hour = Math.min(21, Number(last?.to.slice(0, 2) ?? 9))
  const clock = (at: number) => `${String(at).padStart(2, '0')}:00`
  return { from: clock(hour), to: clock(hour + 2), capacity: last?.capacity ?? 20 }
}

export function SlotRows({ slots, onChange }: { slots: Draft['slots']; onChange: (slots: Draft['slots']) => void }) {
  const t = useT()
  return (
    <Rows rows={slots} onChange={onChange} next={() => nextSlot(slots)} most={24} least={1} addText={t('point.addSlot')}>
      {(row, set) => (
        <>
          <Times span={row} onChange={set} />
          <InputNumber
            min={1}
            max={10_000}
            precision={0}
            value={row.capacity}
            suffix={t('point.orders')}
            aria-label={t('point.capacity')}
            style={{ width: 120 }}
            onChange={(capacity) => capacity && set({ capacity })}
          />
        </>
      )}
    </Rows>
  )
}

export function FeeRows({ fees, onChange }: { fees: Draft['fees']; onChange: (fees: Draft['fees']) => void }) {
  const t = useT()
  const next = () => ({
    withinMeters: Math.max(0, ...fees.map((fee) => fee.withinMeters)) + 2000,
    feeFen: (fees.at(-1)?.feeFen ?? 300) + 300,
  })
  return (
    <Rows rows={fees} onChange={onChange} next={next} most={20} addText={t('point.addFee')}>
      {(row, set) => (
        <>
          {t('point.within')}
          <InputNumber
            min={0.1}
            max={100}
            precision={1}
            value={row.withinMeters / 1000}
            suffix={t('point.kilometres')}
            aria-label={t('point.distance')}
            style={{ width: 130 }}
            onChange={(kilometres) => kilometres && set({ withinMeters: Math.round(kilometres * 1000) })}
          />
          <MoneyInput fen={row.feeFen} label={t('point.fee')} width={120} onChange={(feeFen) => set({ feeFen: feeFen ?? 0 })} />
        </>
      )}
    </Rows>
  )
}
