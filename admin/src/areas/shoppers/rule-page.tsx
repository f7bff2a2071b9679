import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, ConfigProvider, Form, InputNumber, Switch } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { useDraft } from '../settings/use-draft.ts'

type Rule = Reply<'getMembershipRule'>
type CheckIn = Rule['checkIn']

/** How members of the whole mall grow, check in and celebrate. */
export function MembershipRulePage() {
  const t = useT()
  const rule = useRead('getMembershipRule')
  return (
    <>
      <PageHead title={t('nav.membershipRule')} lead={t('member.ruleLead')} />
      <Loaded read={rule}>{(data) => <RuleForm key={JSON.stringify(data)} start={data} />}</Loaded>
    </>
  )
}

const WORDS = {
  birthdayHint: 'member.birthdayHint',
  birthdayRule: 'member.birthdayRule',
  cardsPerMonth: 'member.cardsPerMonth',
  cardsPerShopper: 'member.cardsPerShopper',
  checkInGrowth: 'member.checkInGrowth',
  checkInPoints: 'member.checkInPoints',
  checkInRule: 'member.checkInRule',
  growth: 'member.growth',
  growthPerReview: 'member.growthPerReview',
  growthPerYuan: 'member.growthPerYuan',
  growthPerYuanHint: 'member.growthPerYuanHint',
  growthRule: 'member.growthRule',
  makeUpDays: 'member.makeUpDays',
  makeUpDaysHint: 'member.makeUpDaysHint',
  pointsPerReview: 'member.pointsPerReview',
  reviewsPerDay: 'member.reviewsPerDay',
  termDays: 'member.termDays',
  termDaysHint: 'member.termDaysHint',
  windowDays: 'member.windowDays',
  windowDaysHint: 'member.windowDaysHint',
  points: 'wallet.points',
} as const

interface NumberProps {
  label: Key
  hint?: Key
  value: number
  max: number
  min?: number
  onChange: (value: number) => void
}

function Count({ label, hint, value, max, min = 0, onChange }: NumberProps) {
  const t = useT()
  return (
    <Form.Item label={t(label)} {...(hint ? { extra: t(hint) } : {})}>
      <InputNumber<number>
        min={min}
        max={max}
        precision={0}
        value={value}
        aria-label={t(label)}
        style={{ width: 160 }}
        onChange={(next) => onChange(next ?? min)}
      />
    </Form.Item>
  )
}

function RuleForm({ start }: { start: Rule }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updateMembershipRule', { stale: ['getMembershipRule'], success: t('common.saved') })
  const { birthday } = draft
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <div className="stack" style={{ maxWidth: 860 }}>
        <Section title={WORDS.growthRule}>
          <Count
            label={WORDS.growthPerYuan}
            hint={WORDS.growthPerYuanHint}
            value={draft.growthPerYuan}
            max={100}
            onChange={(growthPerYuan) => change({ growthPerYuan })}
          />
          <Count
            label={WORDS.growthPerReview}
            value={draft.growthPerReview}
            max={100_000}
            onChange={(growthPerReview) => change({ growthPerReview })}
          />
          <Count
            label={WORDS.pointsPerReview}
            value={draft.pointsPerReview}
            max={100_000}
            onChange={(pointsPerReview) => change({ pointsPerReview })}
          />
          <Count label={WORDS.reviewsPerDay} value={draft.reviewsPerDay} max={50} onChange={(reviewsPerDay) => change({ reviewsPerDay })} />
          <Count
            label={WORDS.windowDays}
            hint={WORDS.windowDaysHint}
            value={draft.windowDays}
            max={3650}
            onChange={(windowDays) => change({ windowDays })}
          />
          <Count
            label={WORDS.termDays}
            hint={WORDS.termDaysHint}
            value={draft.termDays}
            min={1}
            max={3650}
            onChange={(termDays) => change({ termDays })}
          />
        </Section>
        <CheckInSection rule={draft.checkIn} onChange={(patch) => change({ checkIn: { ...draft.checkIn, ...patch } })} />
        <Section title={WORDS.birthdayRule} hint={WORDS.birthdayHint}>
          <Count
            label={WORDS.points}
            value={birthday.points}
            max={100_000}
            onChange={(points) => change({ birthday: { ...birthday, points } })}
          />
          <Count
            label={WORDS.growth}
            value={birthday.growth}
            max={100_000}
            onChange={(growth) => change({ birthday: { ...birthday, growth } })}
          />
        </Section>
      </div>
      {mayWrite && <SaveBar dirty={dirty} saving={save.isPending} onSave={() => save.mutate(draft)} onDiscard={discard} />}
    </ConfigProvider>
  )
}

function Section({ title, hint, children }: { title: Key; hint?: Key; children: React.ReactNode }) {
  const t = useT()
  return (
    <section className="card card-pad">
      <h2 style={{ marginBottom: 12 }}>{t(title)}</h2>
      {hint && <p className="muted small">{t(hint)}</p>}
      <Form layout="vertical" component="div">
        <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
          {children}
        </div>
      </Form>
    </section>
  )
}

function CheckInSection({ rule, onChange }: { rule: CheckIn; onChange: (patch: Partial<CheckIn>) => void }) {
  const t = useT()
  return (
    <Section title={WORDS.checkInRule}>
      <Form.Item label={t('member.checkInOpen')}>
        <Switch checked={rule.enabled} aria-label={t('member.checkInOpen')} onChange={(enabled) => onChange({ enabled })} />
      </Form.Item>
      <Count label={WORDS.checkInPoints} value={rule.points} max={100_000} onChange={(points) => onChange({ points })} />
      <Count label={WORDS.checkInGrowth} value={rule.growth} max={100_000} onChange={(growth) => onChange({ growth })} />
      <Count
        label={WORDS.makeUpDays}
        hint={WORDS.makeUpDaysHint}
        value={rule.makeUpDays}
        max={60}
        onChange={(makeUpDays) => onChange({ makeUpDays })}
      />
      <Count
        label={WORDS.cardsPerMonth}
        value={rule.cardsPerMonth}
        max={10_000_000}
        onChange={(cardsPerMonth) => onChange({ cardsPerMonth })}
      />
      <Count
        label={WORDS.cardsPerShopper}
        value={rule.cardsPerShopper}
        max={31}
        onChange={(cardsPerShopper) => onChange({ cardsPerShopper })}
      />
      <Streaks streaks={rule.streaks} onChange={(streaks) => onChange({ streaks })} />
      <Lately />
    </Section>
  )
}

function Streaks({ streaks, onChange }: { streaks: CheckIn['streaks']; onChange: (streaks: CheckIn['streaks']) => void }) {
  const t = useT()
  const put = (at: number, patch: Partial<CheckIn['streaks'][number]>) =>
    onChange(streaks.map((one, n) => (n === at ? { ...one, ...patch } : one)))
  return (
    <Form.Item label={t('member.streaks')} style={{ width: '100%' }}>
      <div className="stack-tight">
        {streaks.map((one, at) => (
          // A reward has no name of its own: its place is what it is.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={at} className="row">
            <InputNumber<number>
              min={2}
              max={365}
              precision={0}
              value={one.days}
              suffix={t('member.daysUnit')}
              aria-label={t('member.streakDays')}
              onChange={(days) => put(at, { days: days ?? 2 })}
            />
            <InputNumber<number>
              min={1}
              max={100_000}
              precision={0}
              value={one.points}
              suffix={t('wallet.points')}
              aria-label={t('wallet.points')}
              onChange={(points) => put(at, { points: points ?? 1 })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.delete')}
              onClick={() => onChange(streaks.filter((_, n) => n !== at))}
            />
          </div>
        ))}
        {streaks.length < 10 && (
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onChange([...streaks, { days: Math.min(365, (streaks.at(-1)?.days ?? 1) + 7), points: 10 }])}
          >
            {t('member.addStreak')}
          </Button>
        )}
      </div>
    </Form.Item>
  )
}

/** Today and the past thirty days in numbers. */
function Lately() {
  const t = useT()
  const lately = useRead('listCheckInDays')
  if (!lately.data) return null
  const { days, cardsTaken } = lately.data
  const sum = days.reduce((total, day) => total + day.people, 0)
  const madeUp = days.reduce((total, day) => total + day.madeUp, 0)
  return <p className="muted small">{t('member.lately', { sum, madeUp, cards: cardsTaken })}</p>
}
