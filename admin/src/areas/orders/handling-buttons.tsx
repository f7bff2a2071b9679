import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { PrintButton } from '../printing/print-button.tsx'
import { AddressDialog } from './address-dialog.tsx'
import { Flag, flagColours } from './flag.tsx'
import { orderReads } from './order-reads.ts'
import { PriceDialog } from './price-dialog.tsx'

type Order = Reply<'getAdminOrder'>

/** What staff do with an order before it ships, besides shipping it. */
export function HandlingButtons({ order }: { order: Order }) {
  const t = useT()
  const can = useCan()
  const { modal } = App.useApp()
  const [open, setOpen] = useState<'price' | 'address' | null>(null)
  const prepare = useWrite('prepareOrder', { stale: orderReads, success: t('prepare.done') })
  const unprepare = useWrite('unprepareOrder', { stale: orderReads, success: t('prepare.undone') })
  const flag = useWrite('flagOrders', { stale: orderReads })
  const early = ['pending_payment', 'accepted', 'paid', 'preparing'].includes(order.state)
  const back = () =>
    modal.confirm({
      title: t('prepare.undo'),
      content: t('prepare.undoHint'),
      onOk: () => unprepare.mutateAsync({ id: order.id, reason: t('prepare.undo') }),
    })
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: flagColours.map((_, index) => ({ key: String(index), label: <Flag flag={index} named /> })),
          onClick: ({ key }) => flag.mutate({ ids: [order.id], flag: Number(key) }),
        }}
      >
        <Button aria-label={t('flag.set')} data-testid="order-flag">
          <Flag flag={order.flag} named />
        </Button>
      </Dropdown>
      {order.state !== 'pending_payment' && can('order.ship') && <PrintButton orderId={order.id} />}
      {early && order.handover === 'parcel' && can('order.write') && (
        <Button onClick={() => setOpen('address')} data-testid="order-address">
          {t('addressEdit.title')}
        </Button>
      )}
      {order.state === 'pending_payment' && can('order.write') && (
        <Button onClick={() => setOpen('price')} data-testid="order-price">
          {t('price.title')}
        </Button>
      )}
      {(order.state === 'paid' || order.state === 'accepted') && can('order.ship') && (
        <Button loading={prepare.isPending} onClick={() => prepare.mutate({ id: order.id })} data-testid="order-prepare">
          {t('prepare.start')}
        </Button>
      )}
      {order.state === 'preparing' && can('order.ship') && (
        <Button loading={unprepare.isPending} onClick={back} data-testid="order-unprepare">
          {t('prepare.undo')}
        </Button>
      )}
      {open === 'price' && <PriceDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'address' && <AddressDialog order={order} onClose={() => setOpen(null)} />}
    </>
  )
}
