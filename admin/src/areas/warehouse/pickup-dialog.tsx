import { Alert, App, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { Link } from 'react-router'
import { newKey } from '../../api/form.ts'
import { messageOf } from '../../api/message.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import type { PickTask } from './task-state.ts'
import { usePickupPlaces, usePlaceSender } from './use-senders.ts'

interface Values {
  carrierCode: string
  window: [Dayjs, Dayjs]
  parcels: number
  kilos: number
  remark?: string
}

/** A courier is to fetch the parcels of these orders, from where the shop sends. */
export function PickupDialog({ tasks, onClose }: { tasks: readonly PickTask[]; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [requestId] = useState(newKey)
  const [error, setError] = useState<Error | null>(null)
  const orderIds = [...new Set(tasks.map((task) => task.orderId))]
  const carriers = useRead('listCarriers')
  const weights = useRead('listOrderWeights', { ids: orderIds.join(',') })
  const sending = useRead('getSending', undefined, { enabled: useCan()('settings.read') })
  const places = usePickupPlaces()
  // What lies at one place alone is fetched there, unless somebody says otherwise.
  const [only, ...others] = new Set(tasks.map((task) => task.locationId))
  const [chosen, setChosen] = useState<string | null>(null)
  const placeId = chosen ?? (others.length === 0 ? (only ?? '') : '')
  const place = places.find((one) => one.id === placeId)
  const placeSender = usePlaceSender(place)
  const sender = place ? placeSender : sending.data?.sender
  const grams = (weights.data?.items ?? []).reduce((sum, one) => sum + one.grams, 0)
  const book = useWrite('bookCourierPickup', {
    stale: ['listCourierPickups'],
    onDone: () => {
      message.success(t('courierPickup.wantedNow'))
      onClose()
    },
    onError: (failure) => {
      setError(failure)
      return true
    },
  })
  const submit = ({ carrierCode, window: [from, to], parcels, kilos, remark }: Values) =>
    book.mutate({
      requestId,
      carrierCode,
      orderIds,
      from: from.toISOString(),
      to: to.toISOString(),
      parcels,
      // What was not touched is what the goods weigh.
      ...(form.isFieldTouched('kilos') ? { weightGrams: Math.round(kilos * 1000) } : {}),
      remark: remark ?? '',
      ...(placeSender ? { sender: placeSender } : {}),
    })
  const needed = [{ required: true, message: t('courierPickup.needed') }]
  const from = dayjs().add(1, 'hour').startOf('hour')
  return (
    <Modal
      open
      title={t('courierPickup.book')}
      okText={t('courierPickup.book')}
      okButtonProps={{ loading: book.isPending, disabled: !weights.data || (place !== undefined && !placeSender) }}
      onOk={() => form.submit()}
      onCancel={onClose}
      data-testid="pickup-dialog"
    >
      <p className="muted">{t('courierPickup.hint', { count: orderIds.length })}</p>
      {error && <Alert type="error" showIcon title={messageOf(error, t)} action={<Link to="/settings/sending">{t('nav.sending')}</Link>} />}
      {places.length > 0 && (
        <Select
          style={{ width: '100%' }}
          value={place?.id ?? ''}
          aria-label={t('courierPickup.place')}
          options={[{ value: '', label: t('courierPickup.shopPlace') }, ...places.map((one) => ({ value: one.id, label: one.name }))]}
          onChange={setChosen}
          data-testid="pickup-place"
        />
      )}
      {sender && (
        <p style={{ marginBlock: 8 }}>
          {t('courierPickup.sender')}：{sender.name} <span className="num">{sender.phone}</span> {sender.city}
          {sender.district ?? ''}
          {sender.detail}
        </p>
      )}
      {weights.data && (
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ window: [from, from.add(2, 'hour')], parcels: orderIds.length, kilos: grams / 1000 }}
          onFinish={submit}
        >
          <Form.Item name="carrierCode" label={t('ship.carrier')} rules={needed}>
            <Select
              loading={carriers.isPending}
              placeholder={t('ship.carrierNeeded')}
              options={(carriers.data?.items ?? []).map((carrier) => ({ value: carrier.code, label: carrier.name }))}
              data-testid="pickup-carrier"
            />
          </Form.Item>
          <Form.Item name="window" label={t('courierPickup.when')} rules={needed}>
            <DatePicker.RangePicker
              showTime={{ format: 'HH:mm', minuteStep: 30 }}
              format="YYYY-MM-DD HH:mm"
              disabledDate={(day) => day.isBefore(dayjs(), 'day') || day.isAfter(dayjs().add(7, 'day'))}
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item name="parcels" label={t('courierPickup.parcels')} rules={needed}>
            <InputNumber min={1} max={500} precision={0} />
          </Form.Item>
          <Form.Item
            name="kilos"
            label={t('courierPickup.kilos')}
            extra={weights.data.items.some((one) => one.guessed) ? t('courierPickup.guessed') : undefined}
            rules={needed}
          >
            <InputNumber min={0.1} max={1000} step={0.1} precision={1} suffix="kg" />
          </Form.Item>
          <Form.Item name="remark" label={t('courierPickup.remark')}>
            <Input maxLength={40} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
