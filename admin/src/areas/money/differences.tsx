import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { providerKey } from './money-words.ts'

type Difference = Item<'listBillDifferences'>
type How = 'book' | 'explain'

const kindKey: Record<Difference['kind'], Key> = {
  missing_here: 'difference.missingHere',
  missing_there: 'difference.missingThere',
  amount_differs: 'difference.amount',
  state_differs: 'difference.state',
  funds_differ: 'difference.funds',
}
const stateWords: Record<Difference['state'], { tone: Tone; key: Key }> = {
  open: { tone: 'warn', key: 'difference.open' },
  booked: { tone: 'good', key: 'difference.booked' },
  explained: { tone: 'quiet', key: 'difference.explained' },
  gone: { tone: 'quiet', key: 'difference.gone' },
}

/** Where bill and books do not agree. Each is closed by a person, with a reason that stays. */
export function Differences({ open, page, onPage }: { open: boolean; page: string; onPage: (page: number) => void }) {
  const t = useT()
  const may = useCan()('payment.reconcile')
  const [wish, setWish] = useState<{ difference: Difference; how: How }>()
  const read = useRead('listBillDifferences', { open: open ? 'true' : 'false', page: Number(page), pageSize: 20 })
  const columns: Column<Difference>[] = [
    { key: 'day', title: t('bill.day'), render: (_, one) => <span className="num">{one.day}</span> },
    { key: 'account', title: t('channel.account'), render: (_, one) => t(providerKey(one.account.split('.')[0] ?? '')) },
    {
      key: 'kind',
      title: t('difference.kind'),
      render: (_, one) => <State tone={one.state === 'open' ? 'warn' : 'quiet'}>{t(kindKey[one.kind])}</State>,
    },
    {
      key: 'number',
      title: t('order.paymentNumber'),
      render: (_, one) => (
        <div>
          <span className="num">{one.kind === 'funds_differ' ? t('difference.wholeDay') : one.number}</span>
          <div className="small muted">{t(one.side === 'payment' ? 'difference.payment' : 'difference.refund')}</div>
        </div>
      ),
    },
    { key: 'theirs', title: t('bill.theirs'), align: 'right', render: (_, one) => <Amount fen={one.theirsFen} /> },
    { key: 'ours', title: t('bill.ours'), align: 'right', render: (_, one) => <Amount fen={one.oursFen} /> },
    open
      ? {
          key: 'act',
          title: t('difference.act'),
          render: (_, one) => may && <Actions difference={one} onWish={(how) => setWish({ difference: one, how })} />,
        }
      : {
          key: 'closed',
          title: t('difference.outcome'),
          render: (_, one) => (
            <div>
              <State tone={stateWords[one.state].tone}>{t(stateWords[one.state].key)}</State>
              <div className="small muted">
                {one.staffName} <Time iso={one.closedAt} /> {one.reason}
              </div>
            </div>
          ),
        },
  ]
  return (
    <div className="card table-card" data-testid="differences">
      <DataTable<Difference>
        id={open ? 'differences' : 'differences-closed'}
        columns={columns}
        rowKey="id"
        read={read}
        page={{ page, pageSize: 20, onPage }}
        empty={<Nothing title={t(open ? 'difference.none' : 'difference.noneClosed')} hint={t('difference.noneHint')} />}
      />
      {wish && <ResolveDialog {...wish} onClose={() => setWish(undefined)} />}
    </div>
  )
}

const Amount = ({ fen }: { fen: number | null }) => <span className={fen === null ? 'muted' : 'num'}>{fen === null ? '—' : yuan(fen)}</span>

function Actions({ difference, onWish }: { difference: Difference; onWish: (how: How) => void }) {
  const t = useT()
  const bookable = difference.subject !== null && (difference.kind === 'missing_here' || difference.kind === 'state_differs')
  return (
    <div className="row">
      {bookable && (
        <Button size="small" type="primary" onClick={() => onWish('book')} data-testid="book-difference">
          {t('difference.book')}
        </Button>
      )}
      <Button size="small" onClick={() => onWish('explain')} data-testid="explain-difference">
        {t('difference.explain')}
      </Button>
    </div>
  )
}

function ResolveDialog({ difference, how, onClose }: { difference: Difference; how: How; onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  const resolve = useWrite('resolveBillDifference', {
    stale: ['listBillDifferences', 'listPaymentBills'],
    success: t('difference.closed'),
    onDone: onClose,
  })
  const title = t(how === 'book' ? 'difference.book' : 'difference.explain')
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ disabled: reason.trim().length < 2, loading: resolve.isPending }}
      onOk={() => resolve.mutate({ id: difference.id, how, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t(how === 'book' ? 'difference.bookHint' : 'difference.explainHint')}</p>
        <Input
          value={reason}
          autoFocus
          maxLength={200}
          placeholder={t('difference.reason')}
          aria-label={t('difference.reason')}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  )
}
