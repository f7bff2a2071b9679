import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Progress, Select } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { EditorDrawer } from './editor-drawer.tsx'
import { NumbersDrawer } from './numbers-drawer.tsx'
import { phaseKey, phases, phaseTone, type Session } from './phase.ts'

/** Sessions of flash sales: what is planned, what runs now, and what came of those that are over. */
export function FlashSalesPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1', phase: '' })
  const [editing, setEditing] = useState<string | null>(null)
  const [watching, setWatching] = useState<Session | null>(null)
  const phase = phases.find((one) => one === url.phase)
  const sessions = useRead('listFlashSessions', { page: Number(url.page), pageSize: 20, ...(phase ? { phase } : {}) })
  const columns: Column<Session>[] = [
    {
      key: 'title',
      title: t('flash.name'),
      render: (_, one) => (
        <div>
          {one.title}
          <div className="small muted">{t('flash.products', { count: one.products })}</div>
        </div>
      ),
    },
    {
      key: 'time',
      title: t('flash.time'),
      render: (_, one) => (
        <span className="num">
          <Time iso={one.startsAt} /> – <Time iso={one.endsAt} />
        </span>
      ),
    },
    {
      key: 'sold',
      title: t('flash.sold'),
      render: (_, one) => (
        <div style={{ width: 150 }}>
          <span className="num">
            {one.taken} <span className="muted">/ {one.pieces}</span>
          </span>
          <Progress percent={Math.round((one.taken / one.pieces) * 100)} size="small" showInfo={false} aria-label={t('flash.sold')} />
        </div>
      ),
    },
    { key: 'state', title: t('orders.state'), render: (_, one) => <State tone={phaseTone[one.phase]}>{t(phaseKey[one.phase])}</State> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <Actions session={one} mayWrite={mayWrite} onEdit={() => setEditing(one.id)} onNumbers={() => setWatching(one)} />
      ),
    },
  ]
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="flash-new">
      {t('flash.new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('nav.flashSales')} lead={t('flash.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="flash-sales">
        <DataTable<Session>
          id="flash-sales"
          columns={columns}
          rowKey="id"
          read={sessions}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <Select<string>
              style={{ width: 150 }}
              value={phase ?? ''}
              aria-label={t('orders.state')}
              options={[{ value: '', label: t('common.all') }, ...phases.map((one) => ({ value: one, label: t(phaseKey[one]) }))]}
              onChange={(value) => setUrl({ phase: value, page: '1' })}
            />
          }
          empty={
            <Nothing title={t('flash.none')} hint={t('flash.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {editing && (
        <EditorDrawer key={editing} id={editing === 'new' ? null : editing} readOnly={!mayWrite} onClose={() => setEditing(null)} />
      )}
      {watching && <NumbersDrawer session={watching} onClose={() => setWatching(null)} />}
    </>
  )
}

const asks = {
  publish: { title: 'flash.publishAsk', content: 'flash.publishHint', ok: 'flash.publish' },
  stop: { title: 'flash.stopAsk', content: 'flash.stopHint', ok: 'flash.stop' },
  delete: { title: 'flash.deleteAsk', content: 'flash.deleteHint', ok: 'common.delete' },
} as const satisfies Record<string, Record<string, Key>>

interface ActionProps {
  session: Session
  mayWrite: boolean
  onEdit: () => void
  onNumbers: () => void
}

/** What can be done with a session where it stands; what cannot be taken back is asked first. */
function Actions({ session: { id, phase }, mayWrite, onEdit, onNumbers }: ActionProps) {
  const t = useT()
  const { modal } = App.useApp()
  const stale = ['listFlashSessions' as const, 'getFlashSession' as const]
  const publish = useWrite('publishFlashSession', { stale, success: t('flash.published') })
  const stop = useWrite('stopFlashSession', { stale, success: t('flash.stoppedDone') })
  const drop = useWrite('deleteFlashSession', { stale: ['listFlashSessions'], success: t('flash.deleted') })
  const ask = (words: (typeof asks)[keyof typeof asks], run: () => Promise<unknown>) =>
    modal.confirm({
      title: t(words.title),
      content: t(words.content),
      okText: t(words.ok),
      okButtonProps: { danger: words !== asks.publish },
      // A refusal was shown already; the question closes.
      onOk: () => run().catch(() => undefined),
    })
  const draft = phase === 'draft'
  return (
    <div className="row-tight" style={{ justifyContent: 'end' }}>
      {draft && mayWrite && (
        <>
          <Button
            size="small"
            type="primary"
            onClick={() => ask(asks.publish, () => publish.mutateAsync({ id }))}
            data-testid="flash-publish"
          >
            {t('flash.publish')}
          </Button>
          <Button size="small" danger onClick={() => ask(asks.delete, () => drop.mutateAsync({ id }))}>
            {t('common.delete')}
          </Button>
        </>
      )}
      {(phase === 'upcoming' || phase === 'running') && mayWrite && (
        <Button size="small" danger onClick={() => ask(asks.stop, () => stop.mutateAsync({ id }))} data-testid="flash-stop">
          {t('flash.stop')}
        </Button>
      )}
      {!draft && (
        <Button size="small" onClick={onNumbers} data-testid="flash-numbers">
          {t('flash.numbers')}
        </Button>
      )}
      <Button size="small" onClick={onEdit}>
        {t(draft && mayWrite ? 'common.edit' : 'common.details')}
      </Button>
    </div>
  )
}
