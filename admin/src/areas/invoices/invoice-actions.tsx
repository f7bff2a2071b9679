import { App, Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { NoteDialog } from '../after-sales/note-dialog.tsx'
import type { Invoice } from './invoice-drawer.tsx'
import { invoiceReads } from './words.ts'

/** What can be done about it where it stands. */
export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('invoice.write')
  const [asking, setAsking] = useState<'reject' | 'reverse' | null>(null)
  const write = { stale: invoiceReads, success: t('common.saved'), onDone: () => setAsking(null) }
  const issue = useWrite('issueInvoice', { ...write, success: t('invoice.issueStarted') })
  const retry = useWrite('retryInvoice', { ...write, success: t('invoice.retried') })
  const reject = useWrite('rejectInvoice', write)
  const reverse = useWrite('reverseInvoice', { ...write, success: t('invoice.reverseStarted') })
  if (!mayWrite) return null
  const { id, state } = invoice
  const confirm = () =>
    modal.confirm({
      title: t('invoice.askIssue', { title: invoice.title.name, amount: yuan(invoice.totalFen) }),
      content: t('invoice.issueHint'),
      okText: t('invoice.issue'),
      onOk: () => issue.mutateAsync({ id }),
    })
  const undecided = state === 'requested' || state === 'failed'
  const underWay = state === 'issuing' || state === 'reversing'
  return (
    <div className="row">
      {state === 'requested' && (
        <Button type="primary" loading={issue.isPending} onClick={confirm} data-testid="invoice-issue">
          {t('invoice.issue')}
        </Button>
      )}
      {(state === 'failed' || state === 'reverse_failed' || underWay) && (
        <Button
          type={underWay ? 'default' : 'primary'}
          loading={retry.isPending}
          onClick={() => retry.mutate({ id })}
          data-testid="invoice-retry"
        >
          {t(underWay ? 'invoice.askNow' : 'invoice.retry')}
        </Button>
      )}
      {undecided && (
        <Button danger onClick={() => setAsking('reject')} data-testid="invoice-reject">
          {t('invoice.reject')}
        </Button>
      )}
      {state === 'issued' && (
        <Button danger onClick={() => setAsking('reverse')} data-testid="invoice-reverse">
          {t('invoice.reverse')}
        </Button>
      )}
      {asking === 'reject' && (
        <NoteDialog
          title={t('invoice.reject')}
          hint={t('invoice.rejectHint')}
          needed
          danger
          maxLength={80}
          waiting={reject.isPending}
          onOk={(reason) => reject.mutate({ id, reason })}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'reverse' && (
        <NoteDialog
          title={t('invoice.reverse')}
          hint={t('invoice.reverseHint')}
          needed
          danger
          maxLength={80}
          waiting={reverse.isPending}
          onOk={(reason) => reverse.mutate({ id, reason })}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}
