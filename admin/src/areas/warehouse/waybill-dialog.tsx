import { Alert, App, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { newKey } from '../../api/form.ts'
import { messageOf } from '../../api/message.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import type { PickTask } from './task-state.ts'

/** Orders a waybill for everything that is left of these orders; they are shipped with it. */
export function WaybillDialog({ tasks, onClose }: { tasks: readonly PickTask[]; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [requestId] = useState(newKey)
  const [carrierCode, setCarrier] = useState<string>()
  const [error, setError] = useState<Error | null>(null)
  const carriers = useRead('listCarriers')
  const orderIds = [...new Set(tasks.map((task) => task.orderId))]
  const computed = useRead('listOrderWeights', { ids: orderIds.join(',') })
  const [weighed, setWeighed] = useState<Record<string, number>>({})
  const weights = Object.entries(weighed).map(([orderId, kilos]) => ({ orderId, grams: Math.round(kilos * 1000) }))
  const order = useWrite('orderWaybills', {
    stale: ['listWaybills', 'listPickTasks', 'countPickTasks', 'listAdminOrders', 'countAdminOrders'],
    onDone: ({ done, failed }) => {
      if (failed.length === 0) message.success(t('waybill.ordered', { count: done }))
      else message.warning(t('waybill.someFailed', { count: done, numbers: failed.map((one) => one.number).join('、') }), 8)
      onClose()
    },
    onError: (failure) => {
      setError(failure)
      return true
    },
  })
  return (
    <Modal
      open
      title={t('waybill.order')}
      okText={t('waybill.order')}
      okButtonProps={{ disabled: !carrierCode, loading: order.isPending }}
      onOk={() => carrierCode && order.mutate({ requestId, carrierCode, orderIds, weights })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t('waybill.hint', { count: orderIds.length })}</p>
        {error && (
          <Alert type="error" showIcon title={messageOf(error, t)} action={<Link to="/settings/sending">{t('nav.sending')}</Link>} />
        )}
        <Select
          value={carrierCode ?? null}
          placeholder={t('ship.carrierNeeded')}
          aria-label={t('ship.carrier')}
          loading={carriers.isPending}
          options={(carriers.data?.items ?? []).map((carrier) => ({ value: carrier.code, label: carrier.name }))}
          onChange={setCarrier}
          data-testid="waybill-carrier"
        />
        {(computed.data?.items ?? []).map((one) => (
          <div key={one.orderId} className="row">
            <span className="num">{one.number}</span>
            <span className="spring" />
            {one.guessed && weighed[one.orderId] === undefined && <span className="small muted">{t('waybill.guessed')}</span>}
            <InputNumber
              min={0.1}
              max={1000}
              step={0.1}
              precision={1}
              suffix="kg"
              aria-label={t('waybill.weight', { number: one.number })}
              value={weighed[one.orderId] ?? one.grams / 1000}
              onChange={(kilos) => kilos && setWeighed((now) => ({ ...now, [one.orderId]: kilos }))}
            />
          </div>
        ))}
      </div>
    </Modal>
  )
}
