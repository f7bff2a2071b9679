import { Button, Image, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { type Column } from '../../ui/data-table.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { pictureUrl } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { StateBoard, StateCell, stateIn, type States } from '../../ui/state-board.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Transfer = Item<'listBankTransfers'>
type TransferState = Transfer['state']
const states: States<TransferState> = {
  open: { tone: 'quiet', label: 'bankTransfer.open' },
  submitted: { tone: 'warn', label: 'bankTransfer.submitted' },
  approved: { tone: 'good', label: 'bankTransfer.approved' },
  rejected: { tone: 'bad', label: 'bankTransfer.rejected' },
}

/** Proofs of bank transfers, for finance to compare with the account. */
export function BankTransfersPage() {
  const t = useT()
  const mayWrite = useCan()('wallet.write')
  const [url, setUrl] = useUrlState({ state: 'submitted', page: '1' })
  const [looking, setLooking] = useState<Transfer | null>(null)
  const state = stateIn(states, url.state)
  const transfers = useRead('listBankTransfers', { page: Number(url.page), pageSize: 20, ...(state ? { state } : {}) })
  const columns: Column<Transfer>[] = [
    { key: 'reference', title: t('bankTransfer.reference'), render: (_, one) => <span className="num">{one.reference}</span> },
    { key: 'name', title: t('shopper.name'), render: (_, one) => one.shopperName || one.shopperId.slice(-8) },
    { key: 'payer', title: t('bankTransfer.payer'), render: (_, one) => one.payerName || '—' },
    { key: 'amount', title: t('wallet.amount'), align: 'right', render: (_, one) => <Money fen={one.amountFen} strong /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <StateCell states={states} state={one.state} />,
    },
    { key: 'note', title: t('wallet.reason'), render: (_, one) => [one.note, one.reviewer].filter(Boolean).join(' · ') || '—' },
    { key: 'at', title: t('bankTransfer.submittedAt'), render: (_, one) => <Time iso={one.submittedAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        one.state !== 'open' && (
          <Button
            size="small"
            type={one.state === 'submitted' ? 'primary' : 'text'}
            onClick={() => setLooking(one)}
            data-testid="look-at-proof"
          >
            {t(one.state === 'submitted' && mayWrite ? 'bankTransfer.review' : 'bankTransfer.look')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <StateBoard<Transfer, TransferState>
        id="bank-transfers"
        title={t('nav.bankTransfers')}
        lead={t('bankTransfer.lead')}
        columns={columns}
        read={transfers}
        states={states}
        url={url}
        onUrl={setUrl}
        all={{ value: 'all', label: t('withdrawal.all') }}
        none={t('bankTransfer.none')}
      />
      {looking && <ProofDialog transfer={looking} mayWrite={mayWrite} onClose={() => setLooking(null)} />}
    </>
  )
}

function ProofDialog({ transfer, mayWrite, onClose }: { transfer: Transfer; mayWrite: boolean; onClose: () => void }) {
  const t = useT()
  const [receivedFen, setReceivedFen] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const done = { stale: ['listBankTransfers' as const], success: t('common.saved'), onDone: onClose }
  const approve = useWrite('approveBankTransfer', done)
  const reject = useWrite('rejectBankTransfer', done)
  const open = mayWrite && transfer.state === 'submitted'
  return (
    <Modal
      open
      title={t('bankTransfer.proofOf', { reference: transfer.reference })}
      onCancel={onClose}
      footer={
        open
          ? [
              <Button
                key="reject"
                danger
                disabled={reason.trim().length < 2}
                loading={reject.isPending}
                onClick={() => reject.mutate({ id: transfer.id, reason: reason.trim() })}
              >
                {t('bankTransfer.reject')}
              </Button>,
              <Button
                key="approve"
                type="primary"
                disabled={receivedFen !== transfer.amountFen}
                loading={approve.isPending}
                onClick={() => approve.mutate({ id: transfer.id, receivedFen: receivedFen ?? 0 })}
                data-testid="approve-transfer"
              >
                {t('bankTransfer.approve')}
              </Button>,
            ]
          : null
      }
    >
      <div className="stack-tight">
        <div className="row">
          {transfer.pictures.map((picture) => (
            <Image key={picture.url} width={140} src={pictureUrl(picture, 960)} alt={t('bankTransfer.proof')} />
          ))}
        </div>
        <div>
          {t('bankTransfer.expected')} <Money fen={transfer.amountFen} strong />
        </div>
        {open && (
          <>
            <div className="row">
              <span>{t('bankTransfer.received')}</span>
              <MoneyInput fen={receivedFen} onChange={setReceivedFen} label={t('bankTransfer.received')} />
            </div>
            <p className="muted small">{t('bankTransfer.receivedHint')}</p>
            <Input
              value={reason}
              maxLength={100}
              placeholder={t('bankTransfer.reason')}
              aria-label={t('bankTransfer.reason')}
              onChange={(event) => setReason(event.target.value)}
            />
          </>
        )}
      </div>
    </Modal>
  )
}
