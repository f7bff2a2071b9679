import { PlusOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { without } from '../../ui/keys.ts'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time, timeText } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import './marketing.css'
import { RuleDrawer } from './rule-drawer.tsx'
import { sentenceOf } from './sentence.ts'
import { runOf, type Run, runKey } from './run.ts'

export type Rule = Item<'listRules'>
const runTone: Record<Run, Tone> = { running: 'good', coming: 'info', over: 'quiet', off: 'quiet' }

/** Promotions that apply by themselves, each told as a sentence. */
export function PromotionsPage() {
  const { t, lang } = useI18n()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Rule | 'new' | null>(null)
  const rules = useRead('listRules', { page: Number(url.page), pageSize: 20 })
  const kinds = useRead('listRuleKinds')
  const words = { t, lang, kinds: kinds.data?.items ?? [] }
  const columns: Column<Rule>[] = [
    {
      key: 'title',
      title: t('rule.title'),
      render: (_, rule) => (
        <div>
          <a
            href="#edit"
            className="strong"
            onClick={(event) => {
              event.preventDefault()
              setEditing(rule)
            }}
          >
            {rule.title}
          </a>
          <div className="small muted">{sentenceOf(rule, words)}</div>
        </div>
      ),
    },
    { key: 'scope', title: t('rule.scope'), name: t('rule.scope'), render: (_, rule) => <ScopeText scope={rule.scope} /> },
    {
      key: 'period',
      title: t('rule.period'),
      name: t('rule.period'),
      render: (_, rule) => <Period from={rule.startsAt} to={rule.endsAt} />,
    },
    { key: 'state', title: t('orders.state'), render: (_, rule) => <State tone={runTone[runOf(rule)]}>{t(runKey[runOf(rule)])}</State> },
    { key: 'enabled', title: t('editor.enabled'), align: 'right', render: (_, rule) => <Enable rule={rule} disabled={!mayWrite} /> },
  ]
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="rule-new">
      {t('rule.new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('nav.promotions')} lead={t('rule.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="promotions">
        <DataTable<Rule>
          id="rules"
          columns={columns}
          rowKey="id"
          read={rules}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={
            <Nothing title={t('rule.none')} hint={t('rule.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {editing && <RuleDrawer rule={editing === 'new' ? undefined : editing} readOnly={!mayWrite} onClose={() => setEditing(null)} />}
    </>
  )
}

function Period({ from, to }: { from: string | null; to: string | null }) {
  const { t, lang } = useI18n()
  if (from === null && to === null) return <span className="muted">{t('rule.always')}</span>
  if (from === null) return <span className="small">{t('rule.until', { at: timeText(to ?? '', lang) })}</span>
  if (to === null) return <span className="small">{t('rule.since', { at: timeText(from, lang) })}</span>
  return (
    <span className="small">
      <Time iso={from} /> – <Time iso={to} />
    </span>
  )
}

function Enable({ rule, disabled }: { rule: Rule; disabled: boolean }) {
  const { t } = useI18n()
  const update = useWrite('updateRule', { stale: ['listRules'] })
  const input = without(rule, ['taken', 'createdAt', 'updatedAt'])
  return (
    <Switch
      size="small"
      checked={rule.enabled}
      disabled={disabled}
      loading={update.isPending}
      aria-label={t('editor.enabled')}
      onChange={(enabled) => update.mutate({ ...input, enabled })}
    />
  )
}

export function ScopeText({ scope }: { scope: Rule['scope'] }) {
  const { t } = useI18n()
  const excluded = scope.excludeProductIds.length + scope.excludeCategoryIds.length + scope.excludeSkuIds.length
  const main =
    scope.categoryIds.length > 0
      ? t('scope.someCategories', { count: scope.categoryIds.length })
      : scope.productIds.length + scope.skuIds.length > 0
        ? t('scope.someProducts', { count: scope.productIds.length + scope.skuIds.length })
        : t('scope.all')
  return (
    <span>
      {main}
      {excluded > 0 && <span className="muted small"> {t('scope.except', { count: excluded })}</span>}
    </span>
  )
}
