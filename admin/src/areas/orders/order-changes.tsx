import type { Reply } from '../../api/api.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { Time } from '../../ui/time.tsx'

type Order = Reply<'getAdminOrder'>

/** Changes of price and address, with who made them and why. Nothing when there were none. */
export function Changes({ order }: { order: Order }) {
  const t = useT()
  if (order.changes.length === 0) return null
  return (
    <section className="card card-pad" aria-label={t('changes.title')}>
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{t('changes.title')}</h2>
      </div>
      <div className="stack-tight">
        {order.changes.map((change) => (
          <div key={`${change.at}${change.kind}`} className="remark">
            <div>
              {t(change.kind === 'price' ? 'changes.price' : 'changes.address')} <Money fen={change.beforeFen} /> →{' '}
              <Money fen={change.afterFen} />
            </div>
            <div className="small muted">
              {change.actorName || t(change.actor === 'shopper' ? 'order.actor.shopper' : 'order.actor.staff')} · <Time iso={change.at} />
            </div>
            {change.reason && <div className="small">{change.reason}</div>}
          </div>
        ))}
      </div>
    </section>
  )
}
