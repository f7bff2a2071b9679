import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { type Column } from '../../ui/data-table.tsx'
import { Money, yuan } from '../../ui/money.tsx'
import { Time } from '../../ui/time.tsx'
import { StateBoard, StateCell, stateIn, type States } from '../../ui/state-board.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Withdrawal = Item<'listAdminWithdrawals'>
type WithdrawalState = Withdrawal['state']

const states: States<WithdrawalState> = {
  asked: { tone: 'info', label: 'withdrawal.asked' },
  reviewing: { tone: 'warn', label: 'withdrawal.reviewing' },
  approved: { tone: 'info', label: 'withdrawal.approved' },
  sent: { tone: 'info', label: 'withdrawal.sent' },
  confirming: { tone: 'info', label: 'withdrawal.confirming' },
  done: { tone: 'good', label: 'withdrawal.done' },
  rejected: { tone: 'quiet', label: 'withdrawal.rejected' },
  failed: { tone: 'bad', label: 'withdrawal.failed' },
}

/** Who wants their money, and what became of it. */
export function WithdrawalsPage() {
  const t = useT()
  const mayWrite = useCan()('wallet.write')
  const [url, setUrl] = useUrlState({ state: '', page: '1' })
  const [rejecting, setRejecting] = useState<Withdrawal | null>(null)
  const state = stateIn(states, url.state)
  const withdrawals = useRead(
    'listAdminWithdrawals',
    { page: Number(url.page), pageSize: 20, ...(state ? { state } : {}) },
    { refetchInterval: 15_000 },
  )
  const columns: Column<Withdrawal>[] = [
    { key: 'number', title: t('withdrawal.number'), render: (_, one) => <span className="num">{one.number}</span> },
    { key: 'name', title: t('shopper.name'), render: (_, one) => one.shopperName || one.shopperId.slice(-8) },
    { key: 'amount', title: t('wallet.amount'), align: 'right', render: (_, one) => <Money fen={one.amountFen} strong /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <StateCell states={states} state={one.state} />,
    },
    {
      key: 'note',
      title: t('wallet.reason'),
      render: (_, one) =>
        one.mismatch ? <span className="strong">{t('withdrawal.mismatch', { text: one.mismatch })}</span> : one.note || '—',
    },
    { key: 'reviewer', title: t('withdrawal.reviewer'), name: t('withdrawal.reviewer'), render: (_, one) => one.reviewer || '—' },
    { key: 'at', title: t('order.at'), render: (_, one) => <Time iso={one.createdAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => mayWrite && one.state === 'reviewing' && <Review withdrawal={one} onReject={() => setRejecting(one)} />,
    },
  ]
  return (
    <>
      <StateBoard<Withdrawal, WithdrawalState>
        id="withdrawals"
        title={t('nav.withdrawals')}
        lead={t('withdrawal.lead')}
        columns={columns}
        read={withdrawals}
        states={states}
        url={url}
        onUrl={setUrl}
        all={{ value: '', label: t('withdrawal.all') }}
        none={t('withdrawal.none')}
      />
      {rejecting && <RejectDialog withdrawal={rejecting} onClose={() => setRejecting(null)} />}
    </>
  )
}

function Review({ withdrawal, onReject }: { withdrawal: Withdrawal; onReject: () => void }) {
  const t = useT()
  const { modal } = App.useApp()
  const approve = useWrite('approveWithdrawal', { stale: ['listAdminWithdrawals'], success: t('withdrawal.approvedNow') })
  const ask = () =>
    modal.confirm({
      title: t('withdrawal.askApprove', { amount: yuan(withdrawal.amountFen), name: withdrawal.shopperName }),
      content: t('withdrawal.approveHint'),
      okText: t('withdrawal.approve'),
      onOk: () => approve.mutate({ id: withdrawal.id }),
    })
  return (
    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
      <Button size="small" type="primary" loading={approve.isPending} onClick={ask} data-testid="approve-withdrawal">
        {t('withdrawal.approve')}
      </Button>
      <Button size="small" type="text" danger onClick={onReject}>
        {t('withdrawal.reject')}
      </Button>
    </div>
  )
}

function RejectDialog({ withdrawal, onClose }: { withdrawal: Withdrawal; onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  const reject = useWrite('rejectWithdrawal', { stale: ['listAdminWithdrawals'], success: t('common.saved'), onDone: onClose })
  return (
    <Modal
      open
      title={t('withdrawal.reject')}
      okText={t('withdrawal.reject')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: reject.isPending }}
      onOk={() => reject.mutate({ id: withdrawal.id, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t('withdrawal.rejectHint')}</p>
        <Input
          value={reason}
          autoFocus
          maxLength={100}
          aria-label={t('wallet.reason')}
          placeholder={t('wallet.reason')}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  )
}
