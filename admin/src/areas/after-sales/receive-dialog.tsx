import { Button, Input, InputNumber, Modal, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { afterSalesReads, type Request } from './words.ts'
import './after-sales.css'

/** Where pieces go: back where they were sold from, off the books, or the id of a location. */
type Target = 'origin' | 'lost' | (string & {})
interface Part {
  target: Target
  quantity: number
}
type Said = Readonly<Record<string, readonly Part[]>>

const sum = (parts: readonly Part[]): number => parts.reduce((pieces, part) => pieces + part.quantity, 0)

/** What came back, by where it goes; pieces that go nowhere were not accepted and stay the shopper's. */
export function ReceiveDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const [said, setSaid] = useState<Said>(() =>
    Object.fromEntries(request.lines.map(({ lineId, quantity }) => [lineId, [{ target: 'origin', quantity }]])),
  )
  const { data } = useRead('getReturnPlaces', { id: request.id })
  const receive = useWrite('receiveReturn', { stale: afterSalesReads, success: t('as.receivedDone'), onDone: onClose })
  const partsOf = (lineId: string) => said[lineId] ?? []
  const none = request.lines.every(({ lineId }) => sum(partsOf(lineId)) === 0)
  const loses = request.lines.some(({ lineId }) => partsOf(lineId).some((part) => part.target === 'lost' && part.quantity > 0))
  const needsNote = none || loses
  return (
    <Modal
      open
      width={640}
      title={t('as.receive')}
      okText={t(none ? 'as.reject' : 'as.receive')}
      okButtonProps={{ danger: none, loading: receive.isPending, disabled: !data || (needsNote && note.trim().length < 2) }}
      onOk={() =>
        receive.mutate({
          id: request.id,
          note: note.trim(),
          lines: request.lines.map((line) => inspected(line.lineId, partsOf(line.lineId))),
        })
      }
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t(none ? 'as.receiveNoneHint' : 'as.receiveHint')}</p>
        {data ? null : <Skeleton active paragraph={{ rows: 3 }} />}
        {data
          ? request.lines.map((line) => (
              <LineParts
                key={line.lineId}
                line={line}
                parts={partsOf(line.lineId)}
                places={data.places}
                soldFrom={data.lines.find((one) => one.lineId === line.lineId)?.soldFrom ?? []}
                onChange={(parts) => setSaid({ ...said, [line.lineId]: parts })}
              />
            ))
          : null}
        <Input.TextArea
          value={note}
          maxLength={200}
          showCount
          rows={2}
          // Its counter stands below it.
          style={{ marginBottom: 20 }}
          placeholder={t(needsNote ? 'as.inspectionReason' : 'as.notePlaceholder')}
          aria-label={t('as.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Modal>
  )
}

function inspected(lineId: string, parts: readonly Part[]) {
  const some = parts.filter((part) => part.quantity > 0)
  const places = new Map<string, number>()
  for (const { target, quantity } of some)
    if (target !== 'origin' && target !== 'lost') places.set(target, (places.get(target) ?? 0) + quantity)
  return {
    lineId,
    accepted: sum(some),
    restocked: sum(some.filter((part) => part.target !== 'lost')),
    to: [...places].map(([locationId, quantity]) => ({ locationId, quantity })),
  }
}

/** One more part: with what is left, else with a piece of the largest part. */
function split(parts: readonly Part[], left: number): Part[] {
  if (left > 0) return [...parts, { target: 'lost', quantity: left }]
  const most = Math.max(...parts.map((part) => part.quantity))
  const from = parts.findIndex((part) => part.quantity === most)
  const rest = parts.map((part, at) => (at === from ? { ...part, quantity: Math.max(0, most - 1) } : part))
  return [...rest, { target: 'lost', quantity: Math.min(1, most) }]
}

interface LineProps {
  line: Request['lines'][number]
  parts: readonly Part[]
  places: readonly { id: string; name: string }[]
  soldFrom: readonly { id: string; name: string }[]
  onChange: (parts: Part[]) => void
}

/** The pieces of one line, in as many parts as there are places they go to. */
function LineParts({ line, parts, places, soldFrom, onChange }: LineProps) {
  const t = useT()
  const left = line.quantity - sum(parts)
  const change = (index: number, patch: Partial<Part>) => onChange(parts.map((part, at) => (at === index ? { ...part, ...patch } : part)))
  const from = soldFrom.map((one) => one.name).join('、')
  const options = [
    { value: 'origin', label: from ? t('as.toOriginNamed', { name: from }) : t('as.toOrigin') },
    // One that the only origin is has been offered already.
    ...places.filter((one) => soldFrom.length !== 1 || one.id !== soldFrom[0]?.id).map((one) => ({ value: one.id, label: one.name })),
    { value: 'lost', label: t('as.toNowhere') },
  ]
  return (
    <div className="return-line" data-testid="return-line">
      <div className="return-line__title">
        <strong>{line.title}</strong>
        <span className="muted">
          {[line.options.join(' / '), t('as.sentBackCount', { count: line.quantity })].filter(Boolean).join(' · ')}
        </span>
      </div>
      {parts.map((part, index) => (
        // Rows have no other name than their place.
        <div key={index} className="return-line__part">
          <Select<Target>
            value={part.target}
            options={options}
            aria-label={t('as.goesTo')}
            data-testid="return-target"
            onChange={(target) => change(index, { target })}
          />
          <InputNumber<number>
            min={0}
            max={part.quantity + left}
            precision={0}
            value={part.quantity}
            suffix={t('as.unit')}
            aria-label={t('as.count')}
            data-testid="return-quantity"
            onChange={(quantity) => change(index, { quantity: quantity ?? 0 })}
          />
          {parts.length > 1 ? (
            <Button type="text" onClick={() => onChange(parts.filter((_, at) => at !== index))}>
              {t('common.remove')}
            </Button>
          ) : null}
        </div>
      ))}
      <div className="return-line__foot">
        <Button
          type="link"
          size="small"
          disabled={parts.length > places.length}
          data-testid="split-return"
          onClick={() => onChange(split(parts, left))}
        >
          {t('as.split')}
        </Button>
        {left > 0 ? <span className="return-line__left">{t('as.notAccepted', { count: left })}</span> : null}
      </div>
    </div>
  )
}
