import { Button, Descriptions, Modal } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { promiseKey } from '../products/product-state.ts'

type Order = Reply<'getAdminOrder'>

/** What was bought as it was then, and the terms that held: what after-sales go by. */
export function Snapshot({ order }: { order: Order }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)} data-testid="order-snapshot">
        {t('order.snapshot')}
      </Button>
      <Modal open={open} title={t('order.snapshot')} footer={null} onCancel={() => setOpen(false)}>
        <div className="stack">
          {order.lines.map((line) => (
            <div key={line.id} className="stack-tight">
              <div className="strong">{[line.title, ...line.options].join(' · ')}</div>
              <Descriptions
                size="small"
                column={1}
                items={[
                  { key: 'price', label: t('editor.price'), children: yuan(line.unitPriceFen) },
                  ...(line.brand ? [{ key: 'brand', label: t('editor.brand'), children: line.brand }] : []),
                  ...line.attributes.map(({ name, value }) => ({ key: name, label: name, children: value })),
                  ...(line.promises.length > 0
                    ? [
                        {
                          key: 'promises',
                          label: t('editor.promises'),
                          children: line.promises.map((one) => t(promiseKey[one])).join(' · '),
                        },
                      ]
                    : []),
                ]}
              />
            </div>
          ))}
          {order.terms && (
            <div className="stack-tight">
              <div className="strong">{t('trade.terms')}</div>
              <div className="muted" style={{ whiteSpace: 'pre-wrap' }}>
                {order.terms}
              </div>
            </div>
          )}
        </div>
      </Modal>
    </>
  )
}
