import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, ConfigProvider, Form, Input, InputNumber, Select } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { useDraft } from '../settings/use-draft.ts'
import { RIGHT_WORDS, type RightKind } from './member-words.ts'

type Tiers = Reply<'getMemberTiers'>
type Tier = Tiers['items'][number]

/** The tiers of the shop: the growth each needs and the rights it shows. */
export function TiersPage() {
  const t = useT()
  const tiers = useRead('getMemberTiers')
  return (
    <>
      <PageHead title={t('nav.memberTiers')} lead={t('member.tiersLead')} />
      <Loaded read={tiers}>{(data) => <TiersForm key={JSON.stringify(data)} start={data} />}</Loaded>
    </>
  )
}

const rises = (items: readonly Tier[]): boolean =>
  items.every((tier, at) => {
    const before = items[at - 1]
    return tier.name.trim() !== '' && tier.rights.every((right) => right.text.trim() !== '') && (!before || before.growth < tier.growth)
  })

function TiersForm({ start }: { start: Tiers }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('putMemberTiers', { stale: ['getMemberTiers'], success: t('common.saved') })
  const { items } = draft
  const put = (at: number, patch: Partial<Tier>) => change({ items: items.map((tier, n) => (n === at ? { ...tier, ...patch } : tier)) })
  const add = () => {
    const last = items.at(-1)
    change({ items: [...items, { level: (last?.level ?? 0) + 1, name: '', growth: last ? last.growth * 2 : 100, rights: [] }] })
  }
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <div className="stack" style={{ maxWidth: 860 }}>
        {items.length === 0 && <Nothing title={t('member.noTiers')} hint={t('member.noTiersHint')} />}
        {items.map((tier, at) => (
          <TierCard
            key={tier.level}
            tier={tier}
            onChange={(patch) => put(at, patch)}
            onRemove={() => change({ items: items.filter((_, n) => n !== at) })}
          />
        ))}
        {items.length < 10 && (
          <Button icon={<PlusOutlined />} onClick={add} data-testid="add-tier">
            {t('member.addTier')}
          </Button>
        )}
        {!rises(items) && <p className="muted small">{t('member.tiersRise')}</p>}
      </div>
      {mayWrite && (
        <SaveBar dirty={dirty} saving={save.isPending} blocked={!rises(items)} onSave={() => save.mutate(draft)} onDiscard={discard} />
      )}
    </ConfigProvider>
  )
}

interface CardProps {
  tier: Tier
  onChange: (patch: Partial<Tier>) => void
  onRemove: () => void
}

function TierCard({ tier, onChange, onRemove }: CardProps) {
  const t = useT()
  return (
    <section className="card card-pad" data-testid="tier">
      <Form layout="vertical" component="div">
        <div className="row">
          <Form.Item label={t('member.level')}>
            <span className="strong num">{tier.level}</span>
          </Form.Item>
          <Form.Item label={t('member.tierName')}>
            <Input
              value={tier.name}
              maxLength={20}
              aria-label={t('member.tierName')}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </Form.Item>
          <Form.Item label={t('member.tierGrowth')}>
            <InputNumber<number>
              min={1}
              max={100_000_000}
              precision={0}
              value={tier.growth}
              aria-label={t('member.tierGrowth')}
              onChange={(growth) => onChange({ growth: growth ?? 1 })}
            />
          </Form.Item>
          <div className="spring" />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={onRemove} />
        </div>
        <Form.Item label={t('member.rights')} extra={t('member.rightsHint')}>
          <Rights rights={tier.rights} onChange={(rights) => onChange({ rights })} />
        </Form.Item>
      </Form>
    </section>
  )
}

function Rights({ rights, onChange }: { rights: Tier['rights']; onChange: (rights: Tier['rights']) => void }) {
  const t = useT()
  const put = (at: number, patch: Partial<Tier['rights'][number]>) =>
    onChange(rights.map((right, n) => (n === at ? { ...right, ...patch } : right)))
  return (
    <div className="stack-tight">
      {rights.map((right, at) => (
        // Rights have no name of their own: their place is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="row">
          <Select<RightKind>
            value={right.kind}
            aria-label={t('member.rights')}
            style={{ width: 140 }}
            onChange={(kind) => put(at, { kind, offBps: kind === 'discount' ? right.offBps : null })}
            options={Object.entries(RIGHT_WORDS).map(([value, label]) => ({ value: value as RightKind, label: t(label) }))}
          />
          <Input
            value={right.text}
            maxLength={40}
            aria-label={t('member.rightText')}
            placeholder={t('member.rightText')}
            style={{ width: 320 }}
            onChange={(event) => put(at, { text: event.target.value })}
          />
          {right.kind === 'discount' && (
            <InputNumber<number>
              min={1}
              max={9.9}
              step={0.5}
              precision={1}
              style={{ width: 130 }}
              aria-label={t('member.rightOff')}
              placeholder={t('member.rightOff')}
              value={right.offBps === null ? null : (10_000 - right.offBps) / 1000}
              onChange={(share) => put(at, { offBps: share === null ? null : Math.round(10_000 - share * 1000) })}
            />
          )}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('common.delete')}
            onClick={() => onChange(rights.filter((_, n) => n !== at))}
          />
        </div>
      ))}
      {rights.length < 8 && (
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...rights, { kind: 'discount', text: '', offBps: null }])}>
          {t('member.addRight')}
        </Button>
      )}
    </div>
  )
}
