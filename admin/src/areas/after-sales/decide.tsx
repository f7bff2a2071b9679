import { Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { afterSalesReads, type Request } from './words.ts'

type Decision = 'refund' | 'return' | 'refuse'
const words: Record<Decision, { name: Key; hint: Key }> = {
  refund: { name: 'as.decide.refund', hint: 'as.decide.refundHint' },
  return: { name: 'as.decide.return', hint: 'as.decide.returnHint' },
  refuse: { name: 'as.decide.refuse', hint: 'as.decide.refuseHint' },
}

/** The arbiter's three decisions; each is carried out at once. */
export function DecideButtons({ request }: { request: Request }) {
  const t = useT()
  const [asking, setAsking] = useState<Decision | null>(null)
  const decide = useWrite('decideDispute', { stale: afterSalesReads, success: t('as.decided'), onDone: () => setAsking(null) })
  if (request.state !== 'disputed') return null
  const offered: Decision[] = request.kind === 'refund' ? ['refuse', 'refund'] : ['refuse', 'return', 'refund']
  return (
    <>
      {offered.map((one) => (
        <Button key={one} danger={one === 'refuse'} type={one === 'refund' ? 'primary' : 'default'} onClick={() => setAsking(one)}>
          {t(words[one].name)}
        </Button>
      ))}
      {asking && (
        <NoteDialog
          title={t(words[asking].name)}
          hint={t(words[asking].hint)}
          waiting={decide.isPending}
          danger={asking === 'refuse'}
          needed
          maxLength={500}
          onOk={(note) => decide.mutate({ id: request.id, decision: asking, note })}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}
