import type { Picture } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import type { Kind, Options, Reason } from '@/features/after-sales/types'
import { t } from '@/i18n'
import { Box, Tap, Text, TextArea } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Page } from '@/kit/Page'
import { Popup } from '@/kit/Popup'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Uploader } from '@/kit/Uploader'
import { toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { randomKey } from '@/lib/random-key'
import { money } from '@/lib/money'
import { back, replace } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { ChosenLine, type Chosen } from './ChosenLine'
import '@/kit/field.scss'
import './index.scss'

const KINDS = ['refund', 'return', 'exchange'] as const
const MOST_PICTURES = 9

export default function AfterSalesApplyPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['after-sales', 'options', id], queryFn: () => shop.getAfterSalesOptions({ id }), enabled: !!id })
  const lines = query.data?.lines.filter((line) => line.unshipped + line.shipped > 0) ?? []
  if (query.data && lines.length > 0) return <ApplyForm id={id} options={{ ...query.data, lines }} />
  return (
    <Page title={t('as.apply')}>
      {query.isPending ? <RowsSkeleton count={2} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess ? <Empty icon="refund" text={t('as.nothingLeft')} action={t('common.back')} onAction={back} /> : null}
    </Page>
  )
}

/** What is wished, as it is typed. */
function useWish(options: Options) {
  const shipped = options.lines.some((line) => line.shipped > 0)
  const [kind, setKind] = useState<Kind>('refund')
  const [reason, setReason] = useState<Reason | null>(null)
  const only = options.lines.length === 1 ? options.lines[0] : undefined
  const [chosen, setChosen] = useState<Record<string, Chosen>>(only ? { [only.lineId]: { quantity: only.unshipped + only.shipped } } : {})
  const most = (line: Options['lines'][number]) => (kind === 'refund' ? line.unshipped + line.shipped : line.returnable ? line.shipped : 0)
  const lines = options.lines.flatMap((line) => {
    const one = chosen[line.lineId]
    const quantity = Math.min(one?.quantity ?? 0, most(line))
    return quantity > 0
      ? [{ lineId: line.lineId, quantity, ...(kind === 'exchange' && one?.skuId ? { exchangeSkuId: one.skuId } : {}) }]
      : []
  })
  const unshipped = options.lines.some((line) => chosen[line.lineId] && line.unshipped > 0)
  const reasons = options.reasons.filter(
    (one) => one.kinds.includes(kind) && ((one.afterShipping && shipped) || (one.beforeShipping && unshipped)),
  )
  return {
    kind,
    setKind: (next: Kind) => {
      setKind(next)
      setReason(null)
    },
    kinds: KINDS.filter((one) => one === 'refund' || options.lines.some((line) => line.returnable && line.shipped > 0)),
    reason,
    setReason,
    reasons,
    chosen,
    setChosen: (lineId: string, one: Chosen) => setChosen({ ...chosen, [lineId]: one }),
    most,
    lines,
  }
}

function ApplyForm({ id, options }: { id: string; options: Options }) {
  const client = useQueryClient()
  const wish = useWish(options)
  const [note, setNote] = useState('')
  const [pictures, setPictures] = useState<Picture[]>([])
  const [picking, setPicking] = useState(false)
  const [requestId] = useState(randomKey)
  const { kind, reason, lines } = wish
  const ready = reason !== null && lines.length > 0
  const quote = useQuery({
    queryKey: ['after-sales', 'quote', id, kind, reason, lines],
    queryFn: () => shop.quoteAfterSales({ id, kind, reason: reason ?? 'agreed', lines }),
    enabled: ready,
    retry: false,
  })
  const submit = async () => {
    if (!reason) return
    const made = await shop.applyAfterSales({ id, requestId, kind, reason, lines, note: note.trim(), pictures })
    await Promise.all([client.invalidateQueries({ queryKey: ['after-sales'] }), client.invalidateQueries({ queryKey: ['orders'] })])
    toast(t('as.applied'), 'good')
    replace('afterSales', { id: made.id })
  }
  return (
    <Page
      title={t('as.apply')}
      foot={
        <Button block size="large" testId="submit-after-sales" disabled={!ready || quote.isError} onTap={submit}>
          {t('as.submit')}
        </Button>
      }
    >
      <Kinds kinds={wish.kinds} kind={kind} onChange={wish.setKind} />
      <Card>
        {options.lines.map((line) => (
          <ChosenLine
            key={line.lineId}
            line={line}
            kind={kind}
            most={wish.most(line)}
            chosen={wish.chosen[line.lineId] ?? { quantity: 0 }}
            onChange={(one) => wish.setChosen(line.lineId, one)}
          />
        ))}
      </Card>
      <Card flush>
        <Cell
          title={t('as.reason')}
          value={reason ? t(`as.reason.${reason}`) : t('as.choose')}
          testId="as-reason"
          onTap={() => setPicking(true)}
        />
        {kind === 'exchange' ? null : (
          <Cell
            title={t('as.amount')}
            note={quote.data && quote.data.freightFen > 0 ? t('as.withFreight', { amount: money(quote.data.freightFen) }) : undefined}
            value={quote.data ? <Price fen={quote.data.amountFen} testId="as-amount" /> : '—'}
          />
        )}
        {options.applyBefore ? <Cell title={t('as.applyBefore')} value={dateTime(options.applyBefore)} /> : null}
      </Card>
      {quote.isError ? <Box className="as-apply__wrong">{quote.error.message}</Box> : null}
      <Card>
        <Box className="field as-apply__note">
          <TextArea value={note} onInput={setNote} label={t('as.note')} placeholder={t('as.noteHint')} maxLength={500} testId="as-note" />
        </Box>
        <Uploader value={pictures} onChange={setPictures} max={MOST_PICTURES} />
      </Card>
      <Popup open={picking} onClose={() => setPicking(false)} title={t('as.reason')}>
        {wish.reasons.map((one) => (
          <Cell
            key={one.reason}
            title={t(`as.reason.${one.reason}`)}
            testId={`reason-${one.reason}`}
            onTap={() => {
              wish.setReason(one.reason)
              setPicking(false)
            }}
          />
        ))}
        {wish.reasons.length === 0 ? <Box className="as-apply__wrong">{t('as.chooseGoods')}</Box> : null}
      </Popup>
    </Page>
  )
}

function Kinds(props: { kinds: readonly Kind[]; kind: Kind; onChange: (kind: Kind) => void }) {
  return (
    <Box className="as-apply__kinds">
      {props.kinds.map((one) => (
        <Tap
          key={one}
          className={classNames('as-apply__kind', one === props.kind && 'as-apply__kind--on')}
          pressed={one === props.kind}
          testId={`kind-${one}`}
          onTap={() => props.onChange(one)}
        >
          <Text className="as-apply__kind-name">{t(`as.kind.${one}`)}</Text>
          <Text className="as-apply__kind-note">{t(`as.kindNote.${one}`)}</Text>
        </Tap>
      ))}
    </Box>
  )
}
