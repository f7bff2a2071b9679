import { Tooltip } from 'antd'
import { Link } from 'react-router'
import type { Reply } from '../../api/api.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Money, yuan } from '../../ui/money.tsx'
import { Thumb } from '../../ui/picture.tsx'

type Order = Reply<'getAdminOrder'>

export function Lines({ order }: { order: Order }) {
  const t = useT()
  return (
    <div className="order-lines">
      {order.lines.map((line) => (
        <div key={line.id} className="order-line">
          <Thumb picture={line.picture} size={56} alt={line.title} />
          <div style={{ minWidth: 0 }}>
            <Link to={`/products/${line.productId}`} className="clamp2">
              {line.title}
            </Link>
            <div className="small muted">{line.options.join(' / ')}</div>
            {line.answers.map((answer) => (
              <div key={answer.label} className="small">
                {answer.label}：{answer.value}
              </div>
            ))}
            {line.discounts.map((discount) => (
              <div key={discount.title} className="small" style={{ color: 'var(--good)' }}>
                {discount.title} <span className="num">−{yuan(discount.amountFen)}</span>
              </div>
            ))}
          </div>
          <div className="right unit">
            <Money fen={line.unitPriceFen} />
            <div className="small muted num">× {line.quantity}</div>
          </div>
          <div className="right">
            <Money fen={line.payableFen} strong />
            {line.discountFen > 0 && (
              <div className="small muted">
                <Tooltip title={t('order.lineHint')}>
                  <s>
                    <Money fen={line.unitPriceFen * line.quantity} />
                  </s>
                </Tooltip>
              </div>
            )}
            {line.refunded > 0 && <div className="small muted">{t('order.refundedOf', { count: line.refunded })}</div>}
            {line.shipped > 0 && (
              <div className="small muted">{t('order.shippedOf', { shipped: line.shipped, quantity: line.quantity })}</div>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}

/** goods − discounts + freight − freight discount = payable, each to the fen. */
export function Breakdown({ order }: { order: Order }) {
  const t = useT()
  return (
    <dl className="breakdown" data-testid="breakdown">
      <div>
        <dt>{t('order.goodsTotal')}</dt>
        <dd>
          <Money fen={order.goodsFen} />
        </dd>
      </div>
      {order.goodsDiscountFen > 0 && (
        <div>
          <dt>{t('order.discount')}</dt>
          <dd>
            <Money fen={-order.goodsDiscountFen} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('order.freight')}</dt>
        <dd>
          <Money fen={order.freightFen} />
        </dd>
      </div>
      {order.freightDiscountFen > 0 && (
        <div>
          <dt>{t('order.freightDiscount')}</dt>
          <dd>
            <Money fen={-order.freightDiscountFen} />
          </dd>
        </div>
      )}
      <div className="total">
        <dt>{t(order.paidAt ? 'order.paid' : 'order.payable')}</dt>
        <dd>
          <Money fen={order.payableFen} />
        </dd>
      </div>
      {order.refundedFen > 0 && (
        <div>
          <dt>{t('order.refunded')}</dt>
          <dd>
            <Money fen={-order.refundedFen} />
          </dd>
        </div>
      )}
    </dl>
  )
}
