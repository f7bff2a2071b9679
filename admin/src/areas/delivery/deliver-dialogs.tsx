import { CameraOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { messageOf } from '../../api/message.ts'
import { run, useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { pictureUrl, type Picture } from '../../ui/picture.tsx'
import type { Delivery } from './words.ts'

const stale = ['listDeliveries', 'getDelivery', 'getAdminOrder', 'listAdminOrders', 'countAdminOrders'] as const
const mostBytes = 10 * 1024 * 1024

/** It was handed over: a photo is the proof, which the shopper sees too. */
export function DeliverDialog({ job, onClose }: { job: Delivery; onClose: () => void }) {
  const t = useT()
  const [photo, setPhoto] = useState<Picture | null>(null)
  const deliver = useWrite('deliverOrder', { stale, success: t('courier.delivered'), onDone: onClose })
  return (
    <Modal
      open
      title={t('courier.deliverTitle', { name: job.receiver })}
      okText={t(photo ? 'courier.deliver' : 'courier.withoutPhoto')}
      okButtonProps={{ loading: deliver.isPending, 'data-testid': 'deliver-do' }}
      onOk={() => deliver.mutate({ id: job.orderId, photo })}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="muted">{t('courier.photoHint')}</p>
        {photo && <img className="courier-photo" src={pictureUrl(photo, 480)} alt={t('courier.photo')} />}
        <PhotoButton again={photo !== null} onPhoto={setPhoto} />
      </div>
    </Modal>
  )
}

function PhotoButton({ again, onPhoto }: { again: boolean; onPhoto: (photo: Picture) => void }) {
  const t = useT()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const upload = async (file: File | undefined) => {
    if (!file) return
    if (file.size > mostBytes) return void message.error(t('media.tooLarge', { name: file.name }))
    setBusy(true)
    try {
      onPhoto((await run('uploadProof', { file })).picture)
    } catch (error) {
      message.error(messageOf(error, t), 6)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        data-testid="proof-input"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          void upload(file)
          event.target.value = ''
        }}
      />
      <Button block size="large" icon={<CameraOutlined />} loading={busy} onClick={() => input.current?.click()}>
        {t(again ? 'courier.photoAgain' : 'courier.takePhoto')}
      </Button>
    </>
  )
}

const reasons: readonly Key[] = ['courier.reason.nobody', 'courier.reason.phone', 'courier.reason.later', 'courier.reason.address']

/** Nobody took it: the shopper reads why, and it waits for the next attempt. */
export function FailDialog({ job, onClose }: { job: Delivery; onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  const fail = useWrite('failDelivery', { stale, success: t('courier.failed'), onDone: onClose })
  return (
    <Modal
      open
      title={t('courier.failTitle')}
      okText={t('courier.failDo')}
      okButtonProps={{ danger: true, loading: fail.isPending, disabled: reason.trim().length < 2, 'data-testid': 'fail-do' }}
      onOk={() => fail.mutate({ id: job.orderId, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="muted">{t('courier.failHint')}</p>
        <div className="row">
          {reasons.map((key) => (
            <Button key={key} type={reason === t(key) ? 'primary' : 'default'} onClick={() => setReason(t(key))}>
              {t(key)}
            </Button>
          ))}
        </div>
        <Input
          value={reason}
          maxLength={100}
          placeholder={t('courier.reasonHint')}
          aria-label={t('courier.reasonHint')}
          onChange={(event) => setReason(event.target.value)}
          data-testid="fail-reason"
        />
      </div>
    </Modal>
  )
}
