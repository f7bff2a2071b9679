import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select, Skeleton, Table } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useLeaveGuard } from '../../ui/use-leave-guard.tsx'
import { Pins } from './search-pins.tsx'

type Words = Reply<'getSearchWords'>
const separators = [',', '，', '、']
const short = (words: string[]) => words.map((word) => word.trim().slice(0, 20)).filter(Boolean)

/** What helps shoppers find things: hot words, synonyms, and what was looked for in vain. */
export function SearchWordsPage() {
  const t = useT()
  const words = useRead('getSearchWords')
  return (
    <>
      <PageHead title={t('nav.searchWords')} lead={t('words.lead')} />
      {words.error && !words.data && <Problem error={words.error} onRetry={() => void words.refetch()} />}
      {!words.data && !words.error && <Skeleton active />}
      {words.data && <Editor key={JSON.stringify(words.data)} words={words.data} />}
    </>
  )
}

function Editor({ words }: { words: Words }) {
  const t = useT()
  const [draft, setDraft] = useState(words)
  const save = useWrite('putSearchWords', { stale: ['getSearchWords'], success: t('common.saved') })
  const dirty = draft !== words
  const guard = useLeaveGuard(dirty)
  const setGroup = (index: number, group: string[]) =>
    setDraft({ ...draft, synonyms: draft.synonyms.map((one, at) => (at === index ? short(group) : one)) })
  const ready =
    draft.synonyms.every((group) => group.length >= 2) && draft.pins.every((pin) => pin.text.trim() !== '' && pin.productIds.length > 0)
  return (
    <div className="stack">
      <section className="card card-pad">
        <div className="card-head">
          <div>
            <h2>{t('words.hot')}</h2>
            <div className="muted small">{t('words.hotHint')}</div>
          </div>
        </div>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={30}
          tokenSeparators={separators}
          value={draft.hotWords}
          aria-label={t('words.hot')}
          style={{ width: '100%' }}
          onChange={(hotWords: string[]) => setDraft({ ...draft, hotWords: short(hotWords) })}
        />
      </section>
      <section className="card card-pad">
        <div className="card-head">
          <div>
            <h2>{t('words.synonyms')}</h2>
            <div className="muted small">{t('words.synonymsHint')}</div>
          </div>
          <span className="spring" />
          <Button size="small" icon={<PlusOutlined />} onClick={() => setDraft({ ...draft, synonyms: [...draft.synonyms, []] })}>
            {t('words.addGroup')}
          </Button>
        </div>
        <div className="stack-tight">
          {draft.synonyms.map((group, index) => (
            <div key={index} className="row" style={{ flexWrap: 'nowrap' }}>
              <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                maxCount={10}
                tokenSeparators={separators}
                value={group}
                aria-label={t('words.synonyms')}
                style={{ flex: 1 }}
                {...(group.length < 2 ? { status: 'warning' as const } : {})}
                onChange={(next: string[]) => setGroup(index, next)}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('common.remove')}
                onClick={() => setDraft({ ...draft, synonyms: draft.synonyms.filter((_, at) => at !== index) })}
              />
            </div>
          ))}
        </div>
      </section>
      <Pins pins={draft.pins} onChange={(pins) => setDraft({ ...draft, pins })} />
      <Failed />
      <div className="save-bar">
        <Button type="primary" disabled={!dirty || !ready} loading={save.isPending} onClick={() => save.mutate(draft)}>
          {t('common.save')}
        </Button>
        <span className="muted">{t(dirty ? (ready ? 'common.unsaved' : 'words.twoNeeded') : 'common.noChanges')}</span>
      </div>
      {guard.dialog}
    </div>
  )
}

function Failed() {
  const t = useT()
  const failed = useRead('listFailedSearches')
  return (
    <section className="card table-card">
      <div className="card-head" style={{ padding: '20px 20px 0' }}>
        <div>
          <h2>{t('words.failed')}</h2>
          <div className="muted small">{t('words.failedHint')}</div>
        </div>
      </div>
      {failed.error && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      <Table
        size="small"
        rowKey="text"
        loading={failed.isPending}
        dataSource={failed.data?.items ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        locale={{ emptyText: <Nothing title={t('words.noFailed')} /> }}
        columns={[
          { title: t('words.text'), dataIndex: 'text' },
          { title: t('words.times'), dataIndex: 'times', align: 'right' },
          { title: t('words.last'), dataIndex: 'lastAt', render: (at: string) => <Time iso={at} /> },
        ]}
      />
    </section>
  )
}
