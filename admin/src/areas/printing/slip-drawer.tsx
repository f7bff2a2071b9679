import { Drawer, Skeleton } from 'antd'
import type { CSSProperties } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { State } from '../../ui/tone.tsx'
import { jobKey, jobTone, type PrintJob } from './words.ts'
import './printing.css'

type Line = Reply<'getPrintJob'>['lines'][number]

/** The slip as it lies in the hand. */
export function SlipDrawer({ job, onClose }: { job: PrintJob; onClose: () => void }) {
  const t = useT()
  const slip = useRead('getPrintJob', { id: job.id })
  return (
    <Drawer open onClose={onClose} size={480} title={t('print.previewOf', { printer: job.printerName })} data-testid="slip-drawer">
      {slip.error && !slip.data && <Problem error={slip.error} onRetry={() => void slip.refetch()} />}
      {!slip.data && !slip.error && <Skeleton active />}
      {slip.data && (
        <div className="stack">
          <div className="row">
            <State tone={jobTone[slip.data.state]}>{t(jobKey[slip.data.state])}</State>
            {slip.data.copies > 1 && <span className="muted">{t('print.copiesOf', { count: slip.data.copies })}</span>}
            {slip.data.note && <span className="muted">{slip.data.note}</span>}
          </div>
          <div className="slip" style={{ '--columns': slip.data.columns } as CSSProperties}>
            {slip.data.lines.map((line, index) => (
              <SlipLine key={index} line={line} />
            ))}
          </div>
        </div>
      )}
    </Drawer>
  )
}

function SlipLine({ line }: { line: Line }) {
  if ('qr' in line) return <div className="slip-qr">{line.qr}</div>
  const look = [line.size === 'big' && 'slip-big', line.center && 'slip-center', line.bold && 'slip-bold'].filter(Boolean).join(' ')
  return <div className={look}>{[...line.text].map((char, at) => (char.charCodeAt(0) > 0x7f ? <i key={at}>{char}</i> : char))}</div>
}
