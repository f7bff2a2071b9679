import { ConfigProvider, Form, Input, InputNumber, Radio, Switch } from 'antd'
import type { ReactNode } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { useDraft } from '../settings/use-draft.ts'
import { PercentInput } from './percent-input.tsx'

type Rule = Reply<'getDistributionRule'>
type Change = (patch: Partial<Rule>) => void

export function RuleTab() {
  const rule = useRead('getDistributionRule')
  return <Loaded read={rule}>{(data) => <RuleForm key={JSON.stringify(data)} start={data} />}</Loaded>
}

function RuleForm({ start }: { start: Rule }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updateDistributionRule', { stale: ['getDistributionRule'], success: t('common.saved') })
  const ends = draft.validDays > 0 && draft.validDays < draft.protectionDays
  const blocked = draft.level1Bps + draft.level2Bps > 5000 || ends || (draft.threshold === 'spent' && draft.spentFen === 0)
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <div className="stack" style={{ maxWidth: 860 }}>
        <Section title="distribution.rule.who">
          <Line label="distribution.rule.enabled">
            <Switch
              checked={draft.enabled}
              aria-label={t('distribution.rule.enabled')}
              onChange={(enabled) => change({ enabled })}
              data-testid="distribution-enabled"
            />
          </Line>
          <Who draft={draft} change={change} />
        </Section>
        <Section title="distribution.rule.commission">
          <Money draft={draft} change={change} />
        </Section>
        <Section title="distribution.rule.customers">
          <Customers draft={draft} change={change} ends={ends} />
        </Section>
        {mayWrite && (
          <SaveBar dirty={dirty} saving={save.isPending} blocked={blocked} onSave={() => save.mutate(draft)} onDiscard={discard} />
        )}
      </div>
    </ConfigProvider>
  )
}

function Section({ title, children }: { title: Key; children: ReactNode }) {
  const t = useT()
  return (
    <section className="card" style={{ padding: '20px 24px 4px' }}>
      <h2 style={{ fontSize: 16, margin: '0 0 16px' }}>{t(title)}</h2>
      <Form layout="vertical" component="div">
        {children}
      </Form>
    </section>
  )
}

function Line({ label, hint, error = false, children }: { label: Key; hint?: Key; error?: boolean; children: ReactNode }) {
  const t = useT()
  return (
    <Form.Item label={t(label)} {...(hint ? { extra: t(hint) } : {})} validateStatus={error ? 'error' : ''}>
      {children}
    </Form.Item>
  )
}

function Choice<V extends string | number>(props: { value: V; label: string; options: [V, string][]; onChange: (value: V) => void }) {
  return (
    <Radio.Group
      value={props.value}
      aria-label={props.label}
      options={props.options.map(([value, label]) => ({ value, label }))}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}

function Who({ draft, change }: { draft: Rule; change: Change }) {
  const t = useT()
  return (
    <>
      <Line label="distribution.rule.approval">
        <Choice
          value={draft.approval}
          label={t('distribution.rule.approval')}
          options={[
            ['reviewed', t('distribution.rule.reviewed')],
            ['automatic', t('distribution.rule.automatic')],
          ]}
          onChange={(approval) => change({ approval })}
        />
      </Line>
      <Line label="distribution.rule.threshold">
        <div className="row">
          <Choice
            value={draft.threshold}
            label={t('distribution.rule.threshold')}
            options={[
              ['none', t('distribution.rule.none')],
              ['bought', t('distribution.rule.bought')],
              ['spent', t('distribution.rule.spent')],
            ]}
            onChange={(threshold) => change({ threshold })}
          />
          {draft.threshold === 'spent' && (
            <MoneyInput fen={draft.spentFen} label={t('distribution.rule.spent')} onChange={(fen) => change({ spentFen: fen ?? 0 })} />
          )}
        </div>
      </Line>
      <Line label="distribution.rule.terms" hint="distribution.rule.termsHint">
        <Input.TextArea
          rows={4}
          maxLength={2000}
          value={draft.terms}
          aria-label={t('distribution.rule.terms')}
          onChange={(event) => change({ terms: event.target.value })}
        />
      </Line>
    </>
  )
}

function Money({ draft, change }: { draft: Rule; change: Change }) {
  const t = useT()
  const tooMuch = draft.level1Bps + draft.level2Bps > 5000
  return (
    <>
      <Line label="distribution.rule.levels" hint="distribution.rule.levelsHint">
        <Choice
          value={draft.levels}
          label={t('distribution.rule.levels')}
          options={[
            [1, t('distribution.rule.oneLevel')],
            [2, t('distribution.rule.twoLevels')],
          ]}
          onChange={(levels) => change({ levels })}
        />
      </Line>
      <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
        <Line label="distribution.level1" hint="distribution.level1Hint" error={tooMuch}>
          <PercentInput bps={draft.level1Bps} label={t('distribution.level1')} onChange={(level1Bps) => change({ level1Bps })} />
        </Line>
        {draft.levels === 2 && (
          <Line label="distribution.level2" hint="distribution.level2Hint" error={tooMuch}>
            <PercentInput bps={draft.level2Bps} label={t('distribution.level2')} onChange={(level2Bps) => change({ level2Bps })} />
          </Line>
        )}
      </div>
      <Line label="distribution.rule.self" hint="distribution.rule.selfHint">
        <Switch
          checked={draft.selfPurchase}
          aria-label={t('distribution.rule.self')}
          onChange={(selfPurchase) => change({ selfPurchase })}
        />
      </Line>
      <Line label="distribution.rule.minWithdraw" hint="distribution.rule.minWithdrawHint">
        <MoneyInput
          fen={draft.minWithdrawFen}
          min={0.01}
          label={t('distribution.rule.minWithdraw')}
          onChange={(fen) => change({ minWithdrawFen: fen ?? 1 })}
        />
      </Line>
    </>
  )
}

function Customers({ draft, change, ends }: { draft: Rule; change: Change; ends: boolean }) {
  const t = useT()
  return (
    <>
      <Line label="distribution.rule.bindOn">
        <Choice
          value={draft.bindOn}
          label={t('distribution.rule.bindOn')}
          options={[
            ['click', t('distribution.rule.click')],
            ['order', t('distribution.rule.firstOrder')],
          ]}
          onChange={(bindOn) => change({ bindOn })}
        />
      </Line>
      <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
        <Line label="distribution.rule.protection" hint="distribution.rule.protectionHint">
          <Days
            value={draft.protectionDays}
            label={t('distribution.rule.protection')}
            onChange={(protectionDays) => change({ protectionDays })}
          />
        </Line>
        <Line label="distribution.rule.valid" hint="distribution.rule.validHint" error={ends}>
          <Days value={draft.validDays} label={t('distribution.rule.valid')} onChange={(validDays) => change({ validDays })} />
        </Line>
      </div>
    </>
  )
}

function Days({ value, label, onChange }: { value: number; label: string; onChange: (value: number) => void }) {
  const t = useT()
  return (
    <InputNumber<number>
      min={0}
      max={3650}
      precision={0}
      value={value}
      suffix={t('distribution.rule.day')}
      aria-label={label}
      style={{ width: 160 }}
      onChange={(next) => onChange(next ?? 0)}
    />
  )
}
