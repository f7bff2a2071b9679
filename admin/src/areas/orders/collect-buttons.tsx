import { Alert, Button, Checkbox, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { newKey } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { orderReads } from './order-reads.ts'

interface Props {
  orderId: string
  amountFen: number
  /** All of it is at the door. */
  mayCollect: boolean
  small?: boolean
}
const stale = [...orderReads, 'listCollections' as const]

/** At the door: the money was taken, or the buyer did not take the goods. */
export function CollectButtons({ orderId, amountFen, mayCollect, small = false }: Props) {
  const t = useT()
  const [doing, setDoing] = useState<'collect' | 'refuse' | null>(null)
  const size = small ? 'small' : 'middle'
  return (
    <>
      <Button danger size={size} type={small ? 'text' : 'default'} onClick={() => setDoing('refuse')} data-testid="refuse">
        {t('onDelivery.refuse')}
      </Button>
      {mayCollect && (
        <Button type="primary" size={size} onClick={() => setDoing('collect')} data-testid="collect">
          {t('onDelivery.collect')}
        </Button>
      )}
      {doing === 'collect' && <CollectDialog orderId={orderId} amountFen={amountFen} onClose={() => setDoing(null)} />}
      {doing === 'refuse' && <RefuseDialog orderId={orderId} onClose={() => setDoing(null)} />}
    </>
  )
}

function CollectDialog({ orderId, amountFen, onClose }: { orderId: string; amountFen: number; onClose: () => void }) {
  const t = useT()
  // One key a dialog: pressing twice takes the money once.
  const [requestId] = useState(newKey)
  const [takenFen, setTaken] = useState<number | null>(null)
  const [how, setHow] = useState<'cash' | 'scan'>('cash')
  const [note, setNote] = useState('')
  const write = useWrite('collectOrder', { stale, success: t('onDelivery.collectedNow'), onDone: onClose })
  const off = takenFen !== null && takenFen !== amountFen
  return (
    <Modal
      open
      title={t('onDelivery.collect')}
      okText={t('onDelivery.confirmCollect')}
      okButtonProps={{ disabled: takenFen !== amountFen, loading: write.isPending }}
      onOk={() => write.mutate({ id: orderId, requestId, amountFen, how, note: note.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <div>
          {t('onDelivery.toTake')} <Money fen={amountFen} strong />
        </div>
        <div className="row">
          <span>{t('onDelivery.taken')}</span>
          <MoneyInput fen={takenFen} onChange={setTaken} label={t('onDelivery.taken')} />
        </div>
        {off && <Alert type="warning" showIcon title={t('onDelivery.amountOff')} />}
        <Radio.Group
          value={how}
          aria-label={t('onDelivery.how')}
          onChange={(event) => setHow(event.target.value === 'scan' ? 'scan' : 'cash')}
          options={[
            { value: 'cash', label: t('onDelivery.cash') },
            { value: 'scan', label: t('onDelivery.scan') },
          ]}
        />
        <Input
          value={note}
          maxLength={100}
          placeholder={t('onDelivery.note')}
          aria-label={t('onDelivery.note')}
          onChange={(event) => setNote(event.target.value)}
        />
        <p className="muted small">{t('onDelivery.collectHint')}</p>
      </div>
    </Modal>
  )
}

function RefuseDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useT()
  const [requestId] = useState(newKey)
  const [reason, setReason] = useState('')
  const [restock, setRestock] = useState(true)
  const write = useWrite('refuseOrder', { stale, success: t('onDelivery.refusedNow'), onDone: onClose })
  return (
    <Modal
      open
      title={t('onDelivery.refuse')}
      okText={t('onDelivery.confirmRefuse')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: write.isPending }}
      onOk={() => write.mutate({ id: orderId, requestId, reason: reason.trim(), restock })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t('onDelivery.refuseHint')}</p>
        <Input
          value={reason}
          autoFocus
          maxLength={100}
          placeholder={t('onDelivery.reason')}
          aria-label={t('onDelivery.reason')}
          onChange={(event) => setReason(event.target.value)}
          data-testid="refuse-reason"
        />
        <Checkbox checked={restock} onChange={(event) => setRestock(event.target.checked)}>
          {t('onDelivery.restock')}
        </Checkbox>
      </div>
    </Modal>
  )
}
