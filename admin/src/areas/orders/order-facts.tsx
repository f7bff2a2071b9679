import { Button, Input, Table, Timeline, Typography } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Reply } from '../../api/api.ts'
import { useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { Time } from '../../ui/time.tsx'
import { useRedirectWords } from '../money/redirect-words.ts'
import { orderStateKey } from './order-state.ts'
import { orderReads } from './order-reads.ts'
import { attemptStateKey, payMethodKey, refundStateKey } from './payment-words.ts'

type Order = Reply<'getAdminOrder'>

export function Facts({ order }: { order: Order }) {
  const t = useT()
  const times: [Key, string | null][] = [
    ['order.placedAt', order.placedAt],
    ['order.payBefore', order.state === 'pending_payment' ? order.payBefore : null],
    ['order.paidAt', order.paidAt],
    ['order.shippedAt', order.shippedAt],
    ['order.autoReceiveAt', order.state === 'shipped' ? order.autoReceiveAt : null],
    ['order.receivedAt', order.receivedAt],
    ['order.endedAt', order.endedAt],
  ]
  return (
    <Card title={t('order.facts')}>
      <dl className="facts">
        <Fact name={t('orders.shopper')}>{order.shopperName}</Fact>
        <Fact name={t('orders.note')}>{order.note || '—'}</Fact>
        {times.map(
          ([key, at]) =>
            at && (
              <Fact key={key} name={t(key)}>
                {<Time iso={at} precision="second" />}
              </Fact>
            ),
        )}
      </dl>
    </Card>
  )
}

export function Address({ order }: { order: Order }) {
  const t = useT()
  const { name, phone, province, city, district, detail } = order.address
  if (detail === '') return null // nothing comes in a parcel
  const whole = `${name} ${phone} ${province}${city === province ? '' : city}${district}${detail}`
  return (
    <Card
      title={t('order.address')}
      extra={<Typography.Text copyable={{ text: whole, tooltips: [t('order.copyAddress'), t('order.copied')] }} />}
    >
      <div className="strong">
        {name} <span className="num">{phone}</span>
      </div>
      <div className="muted">{`${province} ${city === province ? '' : city} ${district} ${detail}`}</div>
    </Card>
  )
}

/** Notes of the staff on this order; the shopper never sees them. */
export function Remarks({ order }: { order: Order }) {
  const t = useT()
  const [text, setText] = useState('')
  const add = useWrite('addOrderNote', { stale: orderReads, onDone: () => setText('') })
  return (
    <Card title={t('order.remarks')} extra={<span className="muted small">{t('order.remarksHint')}</span>}>
      <div className="stack-tight">
        {order.remarks.map((remark) => (
          <div key={`${remark.at}${remark.text}`} className="remark">
            <div style={{ whiteSpace: 'pre-wrap' }}>{remark.text}</div>
            <div className="small muted">
              {remark.staffName} · <Time iso={remark.at} />
            </div>
          </div>
        ))}
        <Input.TextArea
          value={text}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          placeholder={t('order.remarkPlaceholder')}
          aria-label={t('order.remarkPlaceholder')}
          onChange={(event) => setText(event.target.value)}
          data-testid="remark"
        />
        <div>
          <Button
            size="small"
            disabled={text.trim() === ''}
            loading={add.isPending}
            onClick={() => add.mutate({ id: order.id, text: text.trim() })}
            data-testid="remark-add"
          >
            {t('order.remarkAdd')}
          </Button>
        </div>
      </div>
    </Card>
  )
}

const actorKey: Record<Order['steps'][number]['actor'], Key> = {
  shopper: 'order.actor.shopper',
  staff: 'order.actor.staff',
  system: 'order.actor.system',
}

/** Every move of the order: from, to, who, why. */
export function Steps({ order }: { order: Order }) {
  const t = useT()
  return (
    <Card title={t('order.timeline')}>
      <Timeline
        items={order.steps.toReversed().map((step, index) => ({
          color: index === 0 ? 'var(--accent)' : 'gray',
          content: (
            <div>
              <div className={index === 0 ? 'strong' : ''}>{t(orderStateKey[step.to])}</div>
              <div className="small muted">
                <Time iso={step.at} precision="second" /> · {t(actorKey[step.actor])} {step.actorName}
              </div>
              {step.reason && <div className="small">{step.reason}</div>}
            </div>
          ),
        }))}
      />
    </Card>
  )
}

/** What was taken at the door: how, and by whom. */
function atTheDoor({ number, onDelivery, paidAt }: Order, t: ReturnType<typeof useT>) {
  if (onDelivery?.state !== 'collected') return []
  const how = onDelivery.how ? t(collectedHowKey[onDelivery.how]) : ''
  return [
    {
      id: 'at-the-door',
      kind: t('onDelivery.kind'),
      number,
      amountFen: onDelivery.amountFen,
      state: t(paidAt ? 'attempt.paid' : 'onDelivery.booking'),
      at: onDelivery.endedAt ?? paidAt ?? '',
      note: [how, t('onDelivery.takenBy', { name: onDelivery.by })].filter(Boolean).join(' · '),
    },
  ]
}

const collectedHowKey: Record<'cash' | 'scan', Key> = { cash: 'onDelivery.cash', scan: 'onDelivery.scan' }

/** Payment attempts and refunds with the numbers by which a channel knows them. */
export function Payments({ order }: { order: Order }) {
  const t = useT()
  const words = useRedirectWords()
  if (!order.payment) return null
  const { attempts, refunds, amountFen } = order.payment
  const rows = [
    ...atTheDoor(order, t),
    ...attempts.map((one) => ({
      id: one.id,
      kind: t('order.pay'),
      number: one.number,
      amountFen: one.amountFen,
      state: t(attemptStateKey[one.state]),
      at: one.paidAt ?? one.createdAt,
      note: [t(payMethodKey[one.method]), one.channelNumber, one.note].filter(Boolean).join(' · '),
    })),
    ...refunds.map((one) => ({
      id: one.id,
      kind: t('order.refundKind'),
      number: one.number,
      amountFen: -one.amountFen,
      state: t(refundStateKey[one.state]),
      at: one.doneAt ?? one.createdAt,
      note: [one.reason, one.abnormal ? t('abnormal.waits') : one.note, one.redirect ? words(one.redirect) : '']
        .filter(Boolean)
        .join(' · '),
    })),
  ]
  return (
    <Card
      title={t('order.payments')}
      extra={
        amountFen === order.payableFen ? null : (
          <span className="muted small">
            {t('order.paymentShared')} <Money fen={amountFen} />
          </span>
        )
      }
    >
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 640 }}
        dataSource={rows}
        columns={[
          { title: t('order.kind'), dataIndex: 'kind' },
          { title: t('order.paymentNumber'), dataIndex: 'number', className: 'num' },
          { title: t('order.amount'), dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
          { title: t('orders.state'), dataIndex: 'state' },
          { title: t('order.at'), dataIndex: 'at', render: (at: string) => <Time iso={at} precision="second" /> },
          { title: t('order.remark'), dataIndex: 'note', className: 'muted anywhere' },
        ]}
      />
    </Card>
  )
}

function Card({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="card card-pad" aria-label={title}>
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{title}</h2>
        <span className="spring" />
        {extra}
      </div>
      {children}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
