import { Alert, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { orderReads } from './order-reads.ts'

type Order = Reply<'getAdminOrder'>

/** Another price before payment: all goods at once or line by line, and the freight. The shopper sees the new total before paying. */
export function PriceDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT()
  const [key] = useState(newKey)
  const [by, setBy] = useState<'goods' | 'lines'>('goods')
  const [goods, setGoods] = useState<number | null>(order.lines.reduce((sum, line) => sum + line.payableFen, 0))
  const [lines, setLines] = useState(() => new Map(order.lines.map((line) => [line.id, line.payableFen])))
  const [freight, setFreight] = useState<number | null>(order.freightFen - order.freightDiscountFen)
  const [reason, setReason] = useState('')
  const change = useWrite('changeOrderPrice', { stale: orderReads, success: t('price.done'), onDone: onClose })
  const goodsFen = by === 'goods' ? (goods ?? 0) : [...lines.values()].reduce((sum, fen) => sum + fen, 0)
  const totalFen = goodsFen + (freight ?? 0)
  const submit = () =>
    change.mutate({
      id: order.id,
      requestId: key,
      reason: reason.trim(),
      ...(by === 'goods'
        ? { goodsPayableFen: goods ?? 0 }
        : { lines: [...lines].map(([orderLineId, payableFen]) => ({ orderLineId, payableFen })) }),
      freightPayableFen: freight ?? 0,
    })
  return (
    <Modal
      open
      title={t('price.title')}
      okText={t('price.submit')}
      okButtonProps={{ disabled: reason.trim().length < 2 || totalFen === order.payableFen, loading: change.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="stack-tight" data-testid="price-dialog">
        <Alert type="info" showIcon title={t('price.hint')} />
        <Radio.Group
          value={by}
          onChange={(event) => setBy(event.target.value === 'lines' ? 'lines' : 'goods')}
          options={[
            { value: 'goods', label: t('price.byGoods') },
            { value: 'lines', label: t('price.byLines') },
          ]}
        />
        {by === 'goods' ? (
          <MoneyInput fen={goods} onChange={setGoods} label={t('price.byGoods')} />
        ) : (
          order.lines.map((line) => (
            <div key={line.id} className="row">
              <span className="ellipsis spring">
                {line.title} {line.options.join(' / ')} × {line.quantity}
              </span>
              <MoneyInput
                fen={lines.get(line.id) ?? 0}
                onChange={(fen) => setLines(new Map(lines).set(line.id, fen ?? 0))}
                label={line.title}
              />
            </div>
          ))
        )}
        <label>{t('order.freight')}</label>
        <MoneyInput fen={freight} onChange={setFreight} label={t('order.freight')} />
        <div>
          {t('price.after')} <Money fen={order.payableFen} /> → <Money fen={totalFen} strong />
        </div>
        <label htmlFor="price-reason">{t('order.reason')}</label>
        <Input
          id="price-reason"
          value={reason}
          maxLength={100}
          onChange={(event) => setReason(event.target.value)}
          data-testid="price-reason"
        />
      </div>
    </Modal>
  )
}
