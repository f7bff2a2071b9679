import { Alert, App, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { messageOf } from '../../api/message.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { orderReads } from './order-reads.ts'

type Parcel = Reply<'getAdminOrder'>['parcels'][number]

/** What can still be done about a parcel that the carrier does not have yet. One that was refused at the door has been there: nothing. */
export function ParcelActions({ parcel, refused }: { parcel: Parcel; refused: boolean }) {
  const t = useT()
  const can = useCan()
  const [doing, setDoing] = useState<'correct' | 'void' | null>(null)
  if (refused || parcel.state !== 'created' || !can('order.ship')) return null
  const close = () => setDoing(null)
  return (
    <>
      <Button size="small" type="link" onClick={() => setDoing('correct')} data-testid="parcel-correct">
        {t('parcel.correct')}
      </Button>
      <Button size="small" type="link" danger onClick={() => setDoing('void')} data-testid="parcel-void">
        {t('parcel.void')}
      </Button>
      {doing === 'correct' && <CorrectDialog parcel={parcel} onClose={close} />}
      {doing === 'void' && <VoidDialog parcel={parcel} onClose={close} />}
    </>
  )
}

function CorrectDialog({ parcel, onClose }: { parcel: Parcel; onClose: () => void }) {
  const t = useT()
  const carriers = useRead('listCarriers')
  const [carrierCode, setCarrier] = useState(parcel.carrierCode)
  const [trackingNumber, setNumber] = useState(parcel.number)
  const [error, setError] = useState<Error | null>(null)
  const onError = (failure: Error) => {
    setError(failure)
    return true
  }
  const write = useWrite('correctParcel', { stale: orderReads, success: t('common.saved'), onDone: onClose, onError })
  return (
    <Modal
      open
      title={t('parcel.correct')}
      okText={t('common.save')}
      okButtonProps={{ disabled: trackingNumber.trim().length < 8, loading: write.isPending }}
      onOk={() => write.mutate({ id: parcel.id, carrierCode, trackingNumber: trackingNumber.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        <label htmlFor="correct-carrier">{t('ship.carrier')}</label>
        <Select
          id="correct-carrier"
          value={carrierCode}
          loading={carriers.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={(carriers.data?.items ?? []).map((carrier) => ({ value: carrier.code, label: carrier.name }))}
          onChange={setCarrier}
        />
        <label htmlFor="correct-number">{t('ship.number')}</label>
        <Input
          id="correct-number"
          className="num"
          maxLength={32}
          value={trackingNumber}
          onChange={(event) => setNumber(event.target.value)}
          data-testid="correct-number"
        />
      </div>
    </Modal>
  )
}

function VoidDialog({ parcel, onClose }: { parcel: Parcel; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const write = useWrite('voidParcel', {
    stale: orderReads,
    onDone: () => {
      message.success(t('parcel.voided'))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('parcel.void')}
      okText={t('parcel.void')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: write.isPending }}
      onOk={() => write.mutate({ id: parcel.id, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t('parcel.voidHint', { number: parcel.number })}</p>
        <label htmlFor="void-reason">{t('order.reason')}</label>
        <Input
          id="void-reason"
          maxLength={100}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="void-reason"
        />
      </div>
    </Modal>
  )
}
