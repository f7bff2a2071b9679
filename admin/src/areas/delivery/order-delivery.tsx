import { Timeline } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import './delivery.css'
import { deliveryStateKey, deliveryTone, distanceText, stepKey } from './words.ts'

const early = ['pending_payment', 'cancelled', 'closed', 'refunded', 'refunding']

/** How an order that is not sent reaches the shopper. */
export function OrderDelivery({ order }: { order: Pick<Reply<'getAdminOrder'>, 'id' | 'state' | 'handover'> }) {
  const t = useT()
  const enabled = order.handover !== 'parcel' && !early.includes(order.state)
  const read = useRead('getDelivery', { id: order.id }, { enabled, refetchInterval: 30_000 })
  if (!enabled) return null
  const one = read.data
  return (
    <section
      className="card card-pad"
      aria-label={t(order.handover === 'local' ? 'delivery.local' : 'delivery.pickup')}
      data-testid="order-delivery"
    >
      <div className="card-head">
        <h2>{t(order.handover === 'local' ? 'delivery.local' : 'delivery.pickup')}</h2>
        {one && <State tone={deliveryTone[one.state]}>{t(deliveryStateKey[one.state])}</State>}
      </div>
      {read.error && !one && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {one && (
        <div className="stack-tight">
          <div>
            {one.pointName} · <span className="num">{`${one.day} ${one.span}`}</span>
            {one.meters !== null && ` · ${distanceText(one.meters, t)}`}
          </div>
          <div className="muted">
            {one.receiver} <span className="num">{one.phone}</span>
          </div>
          <Timeline
            style={{ marginTop: 8 }}
            items={one.steps.toReversed().map((step, index) => ({
              color: index === 0 ? 'var(--accent)' : 'gray',
              content: (
                <div>
                  {t(stepKey[step.what])} {step.byName} {step.note && <span className="muted">{step.note}</span>}
                  <div className="small muted">
                    <Time iso={step.at} />
                  </div>
                </div>
              ),
            }))}
          />
          {one.photo && <Thumb picture={one.photo} size={160} alt={t('courier.photo')} />}
        </div>
      )}
    </section>
  )
}
