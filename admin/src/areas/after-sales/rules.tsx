import { Button, Input, InputNumber, Select, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { kindKey, reasonKey } from './words.ts'

type Rule = Omit<Item<'listApprovalRules'>, 'id'>
type Conditions = Rule['conditions']
const anything: Conditions = { kinds: [], reasons: [], mostFen: null, when: 'any', mostRequests: null, leastOrders: null }
const whenKey: Record<Conditions['when'], Key> = {
  any: 'asRule.any',
  before_shipping: 'asRule.beforeShipping',
  after_shipping: 'asRule.afterShipping',
}

/** The rules by which requests are approved by themselves, in the order in which they are tried. */
export function Rules() {
  const t = useT()
  const rules = useRead('listApprovalRules')
  return (
    <section className="card card-pad" style={{ maxWidth: 760, marginTop: 16 }} aria-label={t('asRule.title')}>
      <div className="card-head">
        <h2>{t('asRule.title')}</h2>
      </div>
      <p className="muted">{t('asRule.lead')}</p>
      {rules.error && !rules.data && <Problem error={rules.error} onRetry={() => void rules.refetch()} />}
      {!rules.data && !rules.error && <Skeleton active />}
      {rules.data && <RuleList key={JSON.stringify(rules.data)} start={rules.data.items} />}
    </section>
  )
}

function RuleList({ start }: { start: Item<'listApprovalRules'>[] }) {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const [items, setItems] = useState<Rule[]>(start.map(({ name, enabled, conditions }) => ({ name, enabled, conditions })))
  const save = useWrite('saveApprovalRules', { stale: ['listApprovalRules'], success: t('common.saved') })
  const change = (at: number, rule: Rule) => setItems(items.map((one, index) => (index === at ? rule : one)))
  return (
    <div className="stack-tight" data-testid="approval-rules">
      {items.length === 0 && <Nothing title={t('asRule.none')} />}
      {items.map((rule, at) => (
        <RuleForm
          // oxlint-disable-next-line react/no-array-index-key -- rules have no id until they are saved, and keep their places
          key={at}
          rule={rule}
          disabled={!mayWrite}
          onChange={(next) => change(at, next)}
          onRemove={() => setItems(items.filter((_, index) => index !== at))}
        />
      ))}
      {mayWrite && (
        <div className="row">
          <Button onClick={() => setItems([...items, { name: '', enabled: true, conditions: anything }])}>{t('asRule.add')}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={items.some((one) => one.name.trim() === '')}
            onClick={() => save.mutate({ items })}
          >
            {t('common.save')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface FormProps {
  rule: Rule
  disabled: boolean
  onChange: (rule: Rule) => void
  onRemove: () => void
}

function RuleForm({ rule, disabled, onChange, onRemove }: FormProps) {
  const t = useT()
  const { conditions } = rule
  const set = (patch: Partial<Conditions>) => onChange({ ...rule, conditions: { ...conditions, ...patch } })
  return (
    <div className="remark stack-tight">
      <div className="row">
        <Input
          value={rule.name}
          disabled={disabled}
          maxLength={40}
          placeholder={t('asRule.name')}
          aria-label={t('asRule.name')}
          style={{ width: 220 }}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
        <Switch
          checked={rule.enabled}
          disabled={disabled}
          aria-label={t('asRule.enabled')}
          onChange={(enabled) => onChange({ ...rule, enabled })}
        />
        <span className="spring" />
        <Button size="small" type="text" danger disabled={disabled} onClick={onRemove}>
          {t('common.delete')}
        </Button>
      </div>
      <div className="row">
        <Select<Conditions['kinds']>
          mode="multiple"
          value={conditions.kinds}
          disabled={disabled}
          placeholder={t('asRule.anyKind')}
          aria-label={t('as.kind')}
          style={{ minWidth: 180 }}
          options={keys(kindKey).map((value) => ({ value, label: t(kindKey[value]) }))}
          onChange={(kinds) => set({ kinds })}
        />
        <Select<Conditions['reasons']>
          mode="multiple"
          value={conditions.reasons}
          disabled={disabled}
          placeholder={t('asRule.anyReason')}
          aria-label={t('as.reason')}
          style={{ minWidth: 180 }}
          options={keys(reasonKey).map((value) => ({ value, label: t(reasonKey[value]) }))}
          onChange={(reasons) => set({ reasons })}
        />
        <Select<Conditions['when']>
          value={conditions.when}
          disabled={disabled}
          aria-label={t('asRule.when')}
          style={{ minWidth: 130 }}
          options={keys(whenKey).map((value) => ({ value, label: t(whenKey[value]) }))}
          onChange={(when) => set({ when })}
        />
      </div>
      <div className="row">
        {t('asRule.mostFen')}
        <MoneyInput fen={conditions.mostFen} label={t('asRule.mostFen')} onChange={(mostFen) => set({ mostFen })} />
        {t('asRule.mostRequests')}
        <InputNumber<number>
          min={0}
          max={1000}
          precision={0}
          disabled={disabled}
          value={conditions.mostRequests}
          aria-label={t('asRule.mostRequests')}
          onChange={(mostRequests) => set({ mostRequests })}
        />
        {t('asRule.leastOrders')}
        <InputNumber<number>
          min={0}
          max={1000}
          precision={0}
          disabled={disabled}
          value={conditions.leastOrders}
          aria-label={t('asRule.leastOrders')}
          onChange={(leastOrders) => set({ leastOrders })}
        />
      </div>
    </div>
  )
}

const keys = <K extends string>(record: Record<K, unknown>): K[] => Object.keys(record) as K[] // Object.keys forgets the names
