import { PlusOutlined } from '@ant-design/icons'
import { App, Button, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import type { Item, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { RuleDrawer } from './rule-drawer.tsx'
import { actions, dimensions, kinds, useSpan } from './words.tsx'

export type Rule = Item<'listRiskRules'>
type Policy = Reply<'listRiskRules'>['policy']
const limit: Record<Rule['measure'], Key> = {
  velocity: 'risk.limit.velocity',
  concentration: 'risk.limit.concentration',
  new_accounts: 'risk.limit.newAccounts',
  cash_out: 'risk.limit.cashOut',
}

/** Rules as data: what each counts, when it hits, and what is done then. */
export function RulesPage() {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('risk.write')
  const [editing, setEditing] = useState<Rule | 'new' | null>(null)
  const rules = useRead('listRiskRules')
  const change = useWrite('updateRiskRule', { stale: ['listRiskRules'], success: t('common.saved') })
  const remove = useWrite('deleteRiskRule', { stale: ['listRiskRules'], success: t('risk.removed') })
  const toggle = ({ updatedAt: _at, hits: _hits, ...rule }: Rule, enabled: boolean) => change.mutate({ ...rule, enabled })
  const askRemove = (rule: Rule) =>
    modal.confirm({
      title: t('risk.ruleRemoveAsk', { name: rule.name }),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id: rule.id }),
    })
  const columns: Column<Rule>[] = [
    { key: 'name', title: t('risk.rule'), render: (_, one) => <Name one={one} /> },
    { key: 'when', title: t('risk.when'), render: (_, one) => <When one={one} /> },
    { key: 'action', title: t('risk.action'), render: (_, one) => t(actions[one.action]) },
    { key: 'score', title: t('risk.score'), align: 'right', render: (_, one) => <span className="num">{one.score}</span> },
    { key: 'hits', title: t('risk.hitsWeek'), align: 'right', render: (_, one) => <span className="num">{one.hits}</span> },
    {
      key: 'enabled',
      title: t('risk.enabled'),
      render: (_, one) => (
        <Switch
          size="small"
          checked={one.enabled}
          disabled={!mayWrite || change.isPending}
          aria-label={t('risk.enabled')}
          onChange={(on) => toggle(one, on)}
        />
      ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Button size="small" type="text" onClick={() => setEditing(one)} data-testid="risk-rule-edit">
            {t(mayWrite ? 'risk.editTry' : 'risk.try')}
          </Button>
          {mayWrite && (
            <Button size="small" type="text" danger onClick={() => askRemove(one)}>
              {t('common.delete')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.riskRules')} lead={t('risk.rulesLead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="risk-rule-new">
            {t('risk.ruleNew')}
          </Button>
        )}
      </PageHead>
      <div className="stack">
        <div className="card table-card" data-testid="risk-rules">
          <DataTable<Rule>
            id="risk-rules"
            columns={columns}
            rowKey="id"
            read={rules}
            empty={<Nothing title={t('risk.rulesNone')} hint={t('risk.rulesNoneHint')} />}
          />
        </div>
        {rules.data && <PolicyCard key={JSON.stringify(rules.data.policy)} policy={rules.data.policy} mayWrite={mayWrite} />}
      </div>
      {editing && <RuleDrawer rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function Name({ one }: { one: Rule }) {
  const t = useT()
  return (
    <div style={{ maxWidth: 260 }}>
      <div>{one.name}</div>
      <div className="muted small">{one.kinds.map((kind) => t(kinds[kind])).join('、')}</div>
    </div>
  )
}

function When({ one }: { one: Rule }) {
  const t = useT()
  const span = useSpan()
  return (
    <div>
      {t(limit[one.measure], {
        who: t(dimensions[one.dimension]),
        span: span(one.windowMinutes),
        most: one.measure === 'cash_out' ? yuan(one.most) : one.most,
      })}
      {one.accountHours !== null && <div className="muted small">{t('risk.newWithin', { span: span(one.accountHours * 60) })}</div>}
    </div>
  )
}

function PolicyCard({ policy, mayWrite }: { policy: Policy; mayWrite: boolean }) {
  const t = useT()
  const [draft, setDraft] = useState(policy)
  const save = useWrite('putRiskPolicy', { stale: ['listRiskRules'], success: t('common.saved') })
  const sums = [
    { key: 'challengeFrom', label: t('risk.policy.challenge') },
    { key: 'reviewFrom', label: t('risk.policy.review') },
    { key: 'blockFrom', label: t('risk.policy.block') },
  ] as const
  return (
    <section className="card card-pad" data-testid="risk-policy">
      <div className="card-head">
        <div>
          <h2>{t('risk.policy.title')}</h2>
          <div className="muted small">{t('risk.policy.hint')}</div>
        </div>
        <span className="spring" />
        {mayWrite && (
          <Button type="primary" disabled={draft === policy} loading={save.isPending} onClick={() => save.mutate(draft)}>
            {t('common.save')}
          </Button>
        )}
      </div>
      <div className="row" style={{ gap: 24 }}>
        {sums.map(({ key, label }) => (
          <label key={key}>
            <div className="muted small">{label}</div>
            <InputNumber
              value={draft[key]}
              min={1}
              max={1000}
              precision={0}
              disabled={!mayWrite}
              placeholder={t('risk.policy.never')}
              style={{ width: 140 }}
              onChange={(value) => setDraft({ ...draft, [key]: value })}
            />
          </label>
        ))}
        <label>
          <div className="muted small">{t('risk.policy.keep')}</div>
          <InputNumber
            value={draft.keepDays}
            min={30}
            max={730}
            precision={0}
            disabled={!mayWrite}
            style={{ width: 140 }}
            onChange={(value) => value !== null && setDraft({ ...draft, keepDays: value })}
          />
        </label>
      </div>
    </section>
  )
}
