import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useRead } from '../../../api/use.ts'
import { useT } from '../../../i18n/i18n.tsx'
import { definitionsOf, type Category } from '../category-tree.ts'
import type { SectionProps } from './editor-page.tsx'
import { Section } from './section.tsx'

export function AttributeSection({ draft, change, fault }: SectionProps) {
  const t = useT()
  const categories = useRead('listAdminCategories')
  const definitions = new Map(definitionsOf(draft.categoryIds, categories.data?.items ?? []).map((one) => [one.name, one]))
  const missing = [...definitions.values()].filter(({ name }) => !draft.attributes.some((one) => one.name === name))
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
        {missing.length > 0 && (
          <div className="row" style={{ flexWrap: 'wrap' }}>
            <span className="muted small">{t('editor.attributesAsked')}</span>
            {missing.map(({ name, required }) => (
              <Button key={name} size="small" onClick={() => change({ attributes: [...draft.attributes, { name, value: '' }] })}>
                {required ? `${name} *` : name}
              </Button>
            ))}
          </div>
        )}
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
            <ValueField definition={definitions.get(attribute.name)} value={attribute.value} onChange={(value) => set(index, { value })} />
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

interface ValueProps {
  definition: Category['attributes'][number] | undefined
  value: string
  onChange: (value: string) => void
}

/** As the category defines it: one of the options, a number with its unit, or a text. */
function ValueField({ definition, value, onChange }: ValueProps) {
  const t = useT()
  if (definition?.kind === 'enum')
    return (
      <Select
        value={value || null}
        placeholder={t('editor.attributeValue')}
        aria-label={t('editor.attributeValue')}
        options={definition.options.map((option) => ({ value: option, label: option }))}
        onChange={(next) => onChange(next ?? '')}
      />
    )
  return (
    <Input
      value={value}
      maxLength={100}
      placeholder={definition?.unit ? t('editor.attributeNumber', { unit: definition.unit }) : t('editor.attributeValue')}
      aria-label={t('editor.attributeValue')}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
