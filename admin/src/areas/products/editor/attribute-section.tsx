import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useT } from '../../../i18n/i18n.tsx'
import type { SectionProps } from './editor-page.tsx'
import { Section } from './section.tsx'

export function AttributeSection({ draft, change, fault }: SectionProps) {
  const t = useT()
  const set = (index: number, patch: { name?: string; value?: string }) =>
    change({ attributes: draft.attributes.map((one, at) => (at === index ? { ...one, ...patch } : one)) })
  const add = (
    <Button
      icon={<PlusOutlined />}
      size="small"
      disabled={draft.attributes.length >= 40}
      onClick={() => change({ attributes: [...draft.attributes, { name: '', value: '' }] })}
    >
      {t('editor.attributeAdd')}
    </Button>
  )
  return (
    <Section id="attributes" title={t('editor.attributes')} hint={t('editor.attributesHint')} fault={fault('attributes')} extra={add}>
      <div className="stack-tight">
        {draft.attributes.length === 0 && <p className="muted">{t('editor.attributesNone')}</p>}
        {draft.attributes.map((attribute, index) => (
          <div key={index} className="attribute-row">
            <Input
              value={attribute.name}
              maxLength={20}
              placeholder={t('editor.attributeName')}
              aria-label={t('editor.attributeName')}
              onChange={(event) => set(index, { name: event.target.value })}
            />
            <Input
              value={attribute.value}
              maxLength={100}
              placeholder={t('editor.attributeValue')}
              aria-label={t('editor.attributeValue')}
              onChange={(event) => set(index, { value: event.target.value })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.remove')}
              onClick={() => change({ attributes: draft.attributes.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
      </div>
    </Section>
  )
}
