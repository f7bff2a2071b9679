import { Alert, DatePicker, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { CandidatesEditor } from './candidates-editor.tsx'
import { bodyOf, type Draft, draftOf, isReady } from './draft.ts'
import { PrizesEditor } from './prizes-editor.tsx'
import { type Game, kinds } from './words.ts'

type Count = 'freePerDay' | 'mostPerDay' | 'mostInAll' | 'pointsPrice' | 'shareChances' | 'orderChances'
const counts: { of: Count; label: Key; vote: boolean; min: number; max: number }[] = [
  { of: 'freePerDay', label: 'game.freePerDay', vote: true, min: 0, max: 100 },
  { of: 'mostPerDay', label: 'game.mostPerDay', vote: false, min: 1, max: 100 },
  { of: 'mostInAll', label: 'game.mostInAll', vote: true, min: 1, max: 10_000 },
  { of: 'pointsPrice', label: 'game.pointsPrice', vote: false, min: 0, max: 1_000_000 },
  { of: 'shareChances', label: 'game.shareChances', vote: false, min: 0, max: 20 },
  { of: 'orderChances', label: 'game.orderChances', vote: false, min: 0, max: 20 },
]

export function GameDialog({ game, onClose }: { game: Game | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(game, t('game.prize.thanks')))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listAdminGames' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createGame', done)
  const update = useWrite('updateGame', done)
  const fixed = game !== null && game.times > 0
  const save = () => {
    if (game) update.mutate({ ...bodyOf(draft), id: game.id })
    else create.mutate({ ...bodyOf(draft), kind: draft.kind })
  }
  const isVote = draft.kind === 'vote'
  return (
    <Modal
      open
      width={960}
      title={t(game ? 'game.edit' : 'game.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !isReady(draft), loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        {game ? null : (
          <Form.Item label={t('game.kind')}>
            <Radio.Group
              value={draft.kind}
              onChange={(event) => change({ kind: event.target.value as Draft['kind'] })}
              options={(['wheel', 'scratch', 'vote'] as const).map((value) => ({ value, label: t(kinds[value]) }))}
            />
          </Form.Item>
        )}
        {fixed && <Alert type="info" showIcon message={t('game.fixedHint')} style={{ marginBottom: 16 }} />}
        <div className="row" style={{ gap: 16, alignItems: 'flex-start' }}>
          <Form.Item label={t('game.title')} htmlFor="game-title" style={{ flex: 1 }}>
            <Input id="game-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('game.period')}>
            <DatePicker.RangePicker
              showTime
              allowClear={false}
              value={draft.period}
              onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
            />
          </Form.Item>
        </div>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', columnGap: 16 }}>
          {counts
            .filter((one) => one.vote || !isVote)
            .map(({ of, label, min, max }) => (
              <Form.Item key={of} label={t(isVote && of === 'freePerDay' ? 'game.votesPerDay' : label)} htmlFor={`game-${of}`}>
                <InputNumber<number>
                  id={`game-${of}`}
                  style={{ width: '100%' }}
                  min={min}
                  max={max}
                  precision={0}
                  value={draft[of]}
                  onChange={(value) => change({ [of]: value ?? min })}
                />
              </Form.Item>
            ))}
        </div>
        {isVote ? (
          <CandidatesEditor items={draft.candidates} fixed={fixed} onChange={(candidates) => change({ candidates })} />
        ) : (
          <PrizesEditor draft={draft} fixed={fixed} onChange={(prizes) => change({ prizes })} />
        )}
        <Form.Item label={t('game.rules')} htmlFor="game-rules">
          <Input.TextArea
            id="game-rules"
            rows={3}
            maxLength={2000}
            value={draft.rules}
            onChange={(event) => change({ rules: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('bargain.enabled')}>
          <Switch checked={draft.enabled} aria-label={t('bargain.enabled')} onChange={(enabled) => change({ enabled })} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
