import { Alert, App, Button, Checkbox, Drawer, Form, Input, InputNumber, Select, Skeleton } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { ApiError } from '../../api/error.ts'
import { newKey, useFormError } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { orderReads } from './order-reads.ts'
import { linesToShip, shippable, type Chosen } from './ship-lines.ts'

type Order = Reply<'getAdminOrder'>
interface Values {
  carrierCode: string
  trackingNumber: string
}

/** Ships an order, wholly or in part: carrier, number, and which pieces are in this parcel. */
export function ShipDrawer({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useT()
  const order = useRead('getAdminOrder', { id: orderId })
  return (
    <Drawer open onClose={onClose} size={520} title={t('ship.title')} data-testid="ship-drawer">
      {order.error && !order.data && <Problem error={order.error} onRetry={() => void order.refetch()} />}
      {!order.data && !order.error && <Skeleton active />}
      {order.data && order.data.id === orderId && <ShipForm order={order.data} onClose={onClose} />}
    </Drawer>
  )
}

function ShipForm({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const { modal } = App.useApp()
  const [key] = useState(newKey)
  const left = shippable(order.lines)
  const [chosen, setChosen] = useState<Chosen>(() => Object.fromEntries(left.map((line) => [line.id, line.left])))
  const carriers = useRead('listCarriers')
  const formError = useFormError(form)
  const ship = useWrite('shipOrder', {
    stale: orderReads,
    success: t('ship.done'),
    onDone: onClose,
    onError: (error) => {
      if (!(error instanceof ApiError) || error.code !== 'after_sales_open') return formError(error)
      modal.confirm({
        title: t('ship.despiteAsk'),
        content: t('ship.despiteHint'),
        okText: t('ship.despite'),
        okButtonProps: { danger: true },
        onOk: () => submit(form.getFieldsValue(), true),
      })
      return true
    },
  })
  const lines = linesToShip(left, chosen)
  const { name, phone, province, city, district, detail } = order.address
  const submit = ({ carrierCode, trackingNumber }: Values, despiteAfterSales = false) =>
    ship.mutate({
      despiteAfterSales,
      id: order.id,
      requestId: key,
      carrierCode,
      trackingNumber: trackingNumber.trim(),
      ...(lines.length > 0 ? { lines } : {}),
    })
  return (
    <div className="stack">
      <div className="remark">
        <div className="strong">
          {name} <span className="num">{phone}</span>
        </div>
        <div className="muted">{`${province}${city === province ? '' : city}${district}${detail}`}</div>
      </div>
      {order.note && <Alert type="warning" showIcon title={t('ship.shopperNote', { note: order.note })} />}
      <Form<Values> form={form} layout="vertical" onFinish={(values) => submit(values)} requiredMark={false}>
        <Form.Item name="carrierCode" label={t('ship.carrier')} rules={[{ required: true, message: t('ship.carrierNeeded') }]}>
          <Select
            loading={carriers.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('ship.carrierNeeded')}
            options={(carriers.data?.items ?? []).map((carrier) => ({ value: carrier.code, label: carrier.name }))}
            data-testid="ship-carrier"
          />
        </Form.Item>
        <Form.Item
          name="trackingNumber"
          label={t('ship.number')}
          rules={[
            { required: true, message: t('ship.numberNeeded') },
            { pattern: /^\s*[A-Za-z0-9-]{6,32}\s*$/, message: t('ship.numberWrong') },
          ]}
        >
          <Input maxLength={34} className="num" autoComplete="off" data-testid="ship-number" />
        </Form.Item>
        <div className="strong">{t('ship.lines')}</div>
        {left.map((line) => (
          <div key={line.id} className="ship-line">
            <Checkbox
              checked={(chosen[line.id] ?? 0) > 0}
              aria-label={line.title}
              onChange={(event) => setChosen({ ...chosen, [line.id]: event.target.checked ? line.left : 0 })}
            />
            <Thumb picture={line.picture} size={44} />
            <div style={{ minWidth: 0 }}>
              <div className="ellipsis">{line.title}</div>
              <div className="small muted">{line.options.join(' / ')}</div>
            </div>
            <InputNumber
              min={0}
              max={line.left}
              precision={0}
              value={chosen[line.id] ?? 0}
              suffix={`/ ${line.left}`}
              aria-label={t('ship.pieces')}
              style={{ width: 96 }}
              onChange={(value) => setChosen({ ...chosen, [line.id]: value ?? 0 })}
            />
          </div>
        ))}
        <div className="row" style={{ marginTop: 24 }}>
          <Button type="primary" htmlType="submit" loading={ship.isPending} disabled={lines.length === 0} data-testid="ship-submit">
            {t('ship.submit')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {lines.length === 0 && <span className="muted">{t('ship.noLines')}</span>}
        </div>
      </Form>
    </div>
  )
}
