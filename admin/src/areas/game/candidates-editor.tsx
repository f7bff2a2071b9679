import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { MediaPicker } from '../media/media-picker.tsx'
import { type CandidateDraft, newCandidate } from './draft.ts'

interface Props {
  items: CandidateDraft[]
  fixed: boolean
  onChange: (items: CandidateDraft[]) => void
}

/** Those who can be voted for, with their pictures. */
export function CandidatesEditor({ items, fixed, onChange }: Props) {
  const t = useT()
  const [picking, setPicking] = useState<string | null>(null)
  const patch = (key: string, more: Partial<CandidateDraft>) => onChange(items.map((one) => (one.key === key ? { ...one, ...more } : one)))
  return (
    <div style={{ marginBottom: 24 }} data-testid="candidates-editor">
      {items.map((one) => (
        <div key={one.key} className="row" style={{ marginBottom: 8, flexWrap: 'nowrap' }}>
          <Button
            type="text"
            style={{ height: 48, padding: 0 }}
            disabled={fixed}
            aria-label={t('game.picture')}
            onClick={() => setPicking(one.key)}
          >
            <Thumb picture={one.picture} size={40} />
          </Button>
          <Input
            value={one.title}
            maxLength={40}
            disabled={fixed}
            placeholder={t('game.candidate')}
            aria-label={t('game.candidate')}
            style={{ width: 220 }}
            onChange={(event) => patch(one.key, { title: event.target.value })}
          />
          <Input
            value={one.text}
            maxLength={200}
            disabled={fixed}
            placeholder={t('game.candidateText')}
            aria-label={t('game.candidateText')}
            onChange={(event) => patch(one.key, { text: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            disabled={fixed || items.length <= 2}
            aria-label={t('common.remove')}
            onClick={() => onChange(items.filter((other) => other.key !== one.key))}
          />
        </div>
      ))}
      <Button icon={<PlusOutlined />} disabled={fixed || items.length >= 100} onClick={() => onChange([...items, newCandidate()])}>
        {t('game.addCandidate')}
      </Button>
      {picking && (
        <MediaPicker most={1} onChosen={([picture]) => patch(picking, { picture: picture ?? null })} onClose={() => setPicking(null)} />
      )}
    </div>
  )
}
