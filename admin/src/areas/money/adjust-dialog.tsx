import { Input, InputNumber, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { newKey } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'

type What = 'cash' | 'gift' | 'points'

/** Adds or takes money or points, with a reason that is kept. Twice with one dialog is once. */
export function AdjustDialog({ shopperId, name, onClose }: { shopperId: string; name: string; onClose: () => void }) {
  const t = useT()
  const [requestId] = useState(newKey)
  const [what, setWhat] = useState<What>('cash')
  const [sign, setSign] = useState<1 | -1>(1)
  const [amount, setAmount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const done = { success: t('common.saved'), onDone: onClose }
  const money = useWrite('adjustWallet', { stale: ['listWallets', 'listWalletLedger', 'getMember'], ...done })
  const points = useWrite('adjustPoints', { stale: ['listPointsLedger', 'getMember'], ...done })
  const change = (amount ?? 0) * sign
  const save = () => {
    const wish = { id: shopperId, requestId, reason: reason.trim() }
    if (what === 'points') points.mutate({ ...wish, change })
    else money.mutate({ ...wish, account: what, changeFen: change })
  }
  return (
    <Modal
      open
      title={t('wallet.adjustOf', { name })}
      okText={t('common.save')}
      okButtonProps={{ disabled: change === 0 || reason.trim().length < 2, loading: money.isPending || points.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <Segmented<What>
          value={what}
          onChange={(next) => {
            setWhat(next)
            setAmount(null)
          }}
          options={[
            { value: 'cash', label: t('wallet.cash') },
            { value: 'gift', label: t('wallet.gift') },
            { value: 'points', label: t('wallet.points') },
          ]}
        />
        <div className="row">
          <Segmented<1 | -1>
            value={sign}
            onChange={setSign}
            options={[
              { value: 1, label: t('wallet.add') },
              { value: -1, label: t('wallet.take') },
            ]}
          />
          {what === 'points' ? (
            <InputNumber<number>
              min={1}
              max={1_000_000}
              precision={0}
              value={amount}
              aria-label={t('wallet.points')}
              onChange={setAmount}
            />
          ) : (
            <MoneyInput fen={amount} onChange={setAmount} label={t('wallet.amount')} min={0.01} />
          )}
        </div>
        <Input
          value={reason}
          maxLength={200}
          placeholder={t('wallet.reason')}
          aria-label={t('wallet.reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="muted small">{t('wallet.adjustHint')}</p>
      </div>
    </Modal>
  )
}
