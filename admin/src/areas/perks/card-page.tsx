import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, ConfigProvider, Form, Input, InputNumber, Select, Statistic, Switch } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { CouponSelect } from '../marketing/coupon-select.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { useDraft } from '../settings/use-draft.ts'
import { CardTerms } from './card-terms.tsx'

type Program = Reply<'getCardProgram'>
type Draft = ReturnType<typeof draftOf>
type Plan = Draft['plans'][number]
const MONTHS = [1, 3, 12] as const

const draftOf = (card: Program['card']) => ({
  title: card?.title ?? '',
  intro: card?.intro ?? '',
  level: card?.level ?? 50,
  discountBps: card?.discountBps ?? 500,
  freeShipping: card?.freeShipping ?? true,
  templateIds: card?.templateIds ?? [],
  refundDays: card?.refundDays ?? 7,
  enabled: card?.enabled ?? true,
  plans: (card?.plans ?? [{ months: 1 as const, priceFen: 1500, listPriceFen: 2000, enabled: true }]).map(
    ({ months, priceFen, listPriceFen, enabled }) => ({ months, priceFen, listPriceFen, enabled }),
  ),
})

/** The paid card: what it is worth, what it costs, and who has bought it. */
export function MemberCardPage() {
  const t = useT()
  const program = useRead('getCardProgram')
  return (
    <>
      <PageHead title={t('nav.memberCard')} lead={t('card.lead')} />
      <Loaded read={program}>
        {(data) => (
          <div className="stack">
            <Numbers numbers={data.numbers} />
            <CardForm key={JSON.stringify(data.card)} card={data.card} />
            <CardTerms />
          </div>
        )}
      </Loaded>
    </>
  )
}

function Numbers({ numbers }: { numbers: Program['numbers'] }) {
  const t = useT()
  return (
    <section className="card card-pad" style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', gap: 16 }}>
      <Statistic title={t('card.holders')} value={numbers.holders} />
      <Statistic title={t('card.sold')} value={numbers.sold} />
      <Statistic title={t('card.soldFen')} value={yuan(numbers.soldFen)} />
      <Statistic title={t('card.refundedFen')} value={yuan(numbers.refundedFen)} />
      <Statistic title={t('card.given')} value={numbers.given} />
    </section>
  )
}

function CardForm({ card }: { card: Program['card'] }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const { draft, change, dirty, discard } = useDraft(draftOf(card))
  const save = useWrite('putCardProgram', { stale: ['getCardProgram'], success: t('common.saved') })
  const ready = draft.title.trim() !== '' && draft.plans.length > 0 && draft.plans.every((plan) => plan.listPriceFen >= plan.priceFen)
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 860 }} data-testid="card-form">
        <Form layout="vertical" component="div">
          <Face draft={draft} change={change} />
          <Worth draft={draft} change={change} />
          <Form.Item label={t('card.plans')} extra={t('card.plansHint')}>
            <Plans plans={draft.plans} onChange={(plans) => change({ plans })} />
          </Form.Item>
          <Form.Item label={t('card.refundDays')} extra={t('card.refundDaysHint')}>
            <InputNumber<number>
              min={0}
              max={365}
              precision={0}
              value={draft.refundDays}
              aria-label={t('card.refundDays')}
              onChange={(refundDays) => change({ refundDays: refundDays ?? 0 })}
            />
          </Form.Item>
        </Form>
      </section>
      {mayWrite && (
        <SaveBar
          dirty={dirty || card === null}
          saving={save.isPending}
          blocked={!ready}
          onSave={() => save.mutate(draft)}
          onDiscard={discard}
        />
      )}
    </ConfigProvider>
  )
}

interface PartProps {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}

function Face({ draft, change }: PartProps) {
  const t = useT()
  return (
    <>
      <div className="row" style={{ gap: 24 }}>
        <Form.Item label={t('card.name')} htmlFor="card-name">
          <Input id="card-name" value={draft.title} maxLength={20} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('card.enabled')}>
          <Switch checked={draft.enabled} aria-label={t('card.enabled')} onChange={(enabled) => change({ enabled })} />
        </Form.Item>
      </div>
      <Form.Item label={t('card.intro')} htmlFor="card-intro">
        <Input id="card-intro" value={draft.intro} maxLength={200} onChange={(event) => change({ intro: event.target.value })} />
      </Form.Item>
    </>
  )
}

function Worth({ draft, change }: PartProps) {
  const t = useT()
  return (
    <>
      <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
        <Form.Item label={t('card.level')} extra={t('card.levelHint')}>
          <InputNumber<number>
            min={1}
            max={99}
            precision={0}
            value={draft.level}
            aria-label={t('card.level')}
            onChange={(level) => change({ level: level ?? 50 })}
          />
        </Form.Item>
        <Form.Item label={t('card.discount')} extra={t('card.discountHint')}>
          <InputNumber<number>
            min={1}
            max={10}
            step={0.5}
            precision={1}
            value={(10_000 - draft.discountBps) / 1000}
            aria-label={t('card.discount')}
            onChange={(share) => change({ discountBps: Math.round(10_000 - (share ?? 10) * 1000) })}
          />
        </Form.Item>
        <Form.Item label={t('card.freeShipping')}>
          <Checkbox checked={draft.freeShipping} onChange={(event) => change({ freeShipping: event.target.checked })}>
            {t('card.freeShippingYes')}
          </Checkbox>
        </Form.Item>
      </div>
      <Form.Item label={t('card.coupons')} extra={t('card.couponsHint')}>
        <div className="stack-tight">
          {draft.templateIds.map((id) => (
            <div key={id} className="row">
              <CouponSelect
                value={id}
                label={t('card.coupons')}
                onChange={(next) => change({ templateIds: draft.templateIds.map((one) => (one === id ? (next ?? one) : one)) })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('common.delete')}
                onClick={() => change({ templateIds: draft.templateIds.filter((one) => one !== id) })}
              />
            </div>
          ))}
          {draft.templateIds.length < 5 && (
            <CouponSelect
              key={draft.templateIds.length}
              value=""
              label={t('card.addCoupon')}
              onChange={(next) => next && !draft.templateIds.includes(next) && change({ templateIds: [...draft.templateIds, next] })}
            />
          )}
        </div>
      </Form.Item>
    </>
  )
}

function Plans({ plans, onChange }: { plans: readonly Plan[]; onChange: (plans: Plan[]) => void }) {
  const t = useT()
  const put = (at: number, patch: Partial<Plan>) => onChange(plans.map((plan, n) => (n === at ? { ...plan, ...patch } : plan)))
  const free = MONTHS.filter((months) => !plans.some((plan) => plan.months === months))
  return (
    <div className="stack-tight">
      {plans.map((plan, at) => (
        <div key={plan.months} className="row">
          <Select<Plan['months']>
            value={plan.months}
            style={{ width: 110 }}
            aria-label={t('card.months')}
            onChange={(months) => put(at, { months })}
            options={[plan.months, ...free].map((months) => ({ value: months, label: t('card.monthsOf', { count: months }) }))}
          />
          <MoneyInput
            fen={plan.priceFen}
            label={t('card.price')}
            min={0.01}
            onChange={(priceFen) => put(at, { priceFen: priceFen ?? 1 })}
          />
          <MoneyInput
            fen={plan.listPriceFen}
            label={t('card.listPrice')}
            min={0.01}
            onChange={(listPriceFen) => put(at, { listPriceFen: listPriceFen ?? plan.priceFen })}
          />
          <Switch checked={plan.enabled} aria-label={t('card.planEnabled')} onChange={(enabled) => put(at, { enabled })} />
        </div>
      ))}
      {free.length > 0 && (
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange([...plans, { months: free[0] ?? 1, priceFen: 1500, listPriceFen: 2000, enabled: true }])}
        >
          {t('card.addPlan')}
        </Button>
      )}
    </div>
  )
}
