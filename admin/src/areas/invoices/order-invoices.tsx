import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { State } from '../../ui/tone.tsx'
import { InvoiceDrawer } from './invoice-drawer.tsx'
import { invoiceStates } from './words.ts'

/** The invoices of an order, beside it; nothing when there are none. */
export function OrderInvoices({ orderId }: { orderId: string }) {
  const t = useT()
  const mayRead = useCan()('invoice.read')
  const [open, setOpen] = useState<string | null>(null)
  const invoices = useRead('listAdminInvoices', { orderId, pageSize: 20 }, { enabled: mayRead })
  if (!invoices.data || invoices.data.items.length === 0) return null
  return (
    <section className="card card-pad" aria-label={t('nav.invoices')} data-testid="order-invoices">
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{t('nav.invoices')}</h2>
      </div>
      <div className="stack-tight">
        {invoices.data.items.map((one) => (
          <div key={one.id} className="row">
            <State tone={invoiceStates[one.state].tone}>{t(invoiceStates[one.state].label)}</State>
            <Money fen={one.totalFen} />
            <span className="spring" />
            <Button size="small" type="link" onClick={() => setOpen(one.id)}>
              {t('invoice.open')}
            </Button>
          </div>
        ))}
      </div>
      {open && <InvoiceDrawer id={open} onClose={() => setOpen(null)} />}
    </section>
  )
}
