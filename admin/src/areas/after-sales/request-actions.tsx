import { Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { ReceiveDialog } from './receive-dialog.tsx'
import { ReplacementDialog } from './replacement-dialog.tsx'
import { afterSalesReads, type Request } from './words.ts'

type Asking = 'approve' | 'reject' | 'receive' | 'replace' | 'instead' | 'again'

/** What staff can do with a request in its state. */
export function RequestActions({ request }: { request: Request }) {
  const t = useT()
  const can = useCan()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { state, stuck } = request
  const writes = can('aftersales.write')
  return (
    <>
      {state === 'requested' && writes && (
        <>
          <Button danger onClick={() => setAsking('reject')} data-testid="as-reject">
            {t('as.reject')}
          </Button>
          <Button type="primary" onClick={() => setAsking('approve')} data-testid="as-approve">
            {t('as.approve')}
          </Button>
        </>
      )}
      {state === 'returning' && can('aftersales.receive') && (
        <Button type="primary" onClick={() => setAsking('receive')} data-testid="as-receive">
          {t('as.receive')}
        </Button>
      )}
      {state === 'exchanging' && writes && <Button onClick={() => setAsking('instead')}>{t('as.instead')}</Button>}
      {state === 'exchanging' && can('order.ship') && (
        <Button type="primary" onClick={() => setAsking('replace')} data-testid="as-replace">
          {t('as.replace')}
        </Button>
      )}
      {stuck && can('order.refund') && (
        <Button type="primary" onClick={() => setAsking('again')} data-testid="as-again">
          {t('as.again')}
        </Button>
      )}
      {asking === 'receive' && <ReceiveDialog request={request} onClose={() => setAsking(null)} />}
      {asking === 'replace' && <ReplacementDialog request={request} onClose={() => setAsking(null)} />}
      {asking && asking !== 'receive' && asking !== 'replace' && (
        <WordsDialog request={request} asking={asking} onClose={() => setAsking(null)} />
      )}
    </>
  )
}

function WordsDialog({
  request,
  asking,
  onClose,
}: {
  request: Request
  asking: Exclude<Asking, 'receive' | 'replace'>
  onClose: () => void
}) {
  const t = useT()
  const { id } = request
  const options = { stale: afterSalesReads, success: t('common.saved'), onDone: onClose }
  const approve = useWrite('approveAfterSales', options)
  const reject = useWrite('rejectAfterSales', options)
  const instead = useWrite('refundInstead', options)
  const again = useWrite('retryAfterSalesRefund', options)
  if (asking === 'approve') {
    const hint = t(request.kind === 'refund' ? 'as.approveRefundHint' : 'as.approveReturnHint')
    return (
      <NoteDialog
        title={t('as.approve')}
        hint={hint}
        waiting={approve.isPending}
        onOk={(note) => approve.mutate({ id, note })}
        onClose={onClose}
      />
    )
  }
  if (asking === 'reject') {
    return (
      <NoteDialog
        title={t('as.reject')}
        hint={t('as.rejectHint')}
        waiting={reject.isPending}
        danger
        needed
        onOk={(note) => reject.mutate({ id, note })}
        onClose={onClose}
      />
    )
  }
  if (asking === 'instead') {
    return (
      <NoteDialog
        title={t('as.instead')}
        hint={t('as.insteadHint')}
        waiting={instead.isPending}
        needed
        onOk={(note) => instead.mutate({ id, note })}
        onClose={onClose}
      />
    )
  }
  return (
    <NoteDialog
      title={t('as.again')}
      hint={t('as.stuckHint')}
      waiting={again.isPending}
      needed
      maxLength={80}
      onOk={(reason) => again.mutate({ id, reason })}
      onClose={onClose}
    />
  )
}
