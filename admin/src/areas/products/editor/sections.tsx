import { Checkbox, DatePicker, Form, Input, Radio, Select, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { useRead } from '../../../api/use.ts'
import { useT } from '../../../i18n/i18n.tsx'
import { BrandSelect } from '../brand-select.tsx'
import { optionsOf, treeOf } from '../category-tree.ts'
import { productStateKey, promiseKey, type PromiseName } from '../product-state.ts'
import type { SectionProps } from './editor-page.tsx'
import { Section } from './section.tsx'

/** The state of a field for antd: red with its sentence, or nothing. */
const told = (text: string | undefined) => (text ? ({ validateStatus: 'error', help: text } as const) : {})

export function BasicSection({ draft, change, fault }: SectionProps) {
  const t = useT()
  const categories = useRead('listAdminCategories')
  return (
    <Section id="basic" title={t('editor.basic')}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('editor.title')} htmlFor="p-title" required {...told(fault('title'))}>
          <Input
            id="p-title"
            value={draft.title}
            maxLength={80}
            showCount
            onChange={(event) => change({ title: event.target.value })}
            data-testid="product-title"
          />
        </Form.Item>
        <Form.Item label={t('editor.subtitle')} htmlFor="p-subtitle" extra={t('editor.subtitleHint')}>
          <Input id="p-subtitle" value={draft.subtitle} maxLength={120} onChange={(event) => change({ subtitle: event.target.value })} />
        </Form.Item>
        <div className="editor-grid">
          <Form.Item label={t('editor.code')} htmlFor="p-code" required {...told(fault('code'))} extra={t('editor.codeHint')}>
            <Input
              id="p-code"
              className="num"
              value={draft.code}
              maxLength={40}
              onChange={(event) => change({ code: event.target.value.trim() })}
              data-testid="product-code"
            />
          </Form.Item>
          <Form.Item label={t('editor.brand')} htmlFor="p-brand">
            <BrandSelect
              id="p-brand"
              creates
              value={draft.brandId ? { id: draft.brandId, name: draft.brandName } : null}
              onChange={(brand) => change({ brandId: brand?.id ?? null, brandName: brand?.name ?? '' })}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('editor.categories')} htmlFor="p-categories" required {...told(fault('categoryIds'))}>
          <TreeSelect
            id="p-categories"
            multiple
            maxCount={5}
            showSearch={{ treeNodeFilterProp: 'title' }}
            loading={categories.isPending}
            treeData={optionsOf(treeOf(categories.data?.items ?? []))}
            value={draft.categoryIds}
            placeholder={t('editor.categoriesHint')}
            onChange={(categoryIds: string[]) => change({ categoryIds })}
            data-testid="product-categories"
          />
        </Form.Item>
        <Form.Item label={t('editor.tags')} htmlFor="p-tags" extra={t('editor.tagsHint')}>
          <Select
            id="p-tags"
            mode="tags"
            maxCount={5}
            value={draft.tags}
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', '，', ' ']}
            onChange={(tags: string[]) => change({ tags: tags.map((tag) => tag.slice(0, 8)) })}
          />
        </Form.Item>
      </Form>
    </Section>
  )
}

// Object.keys forgets that the keys are the promises' names.
const promises = Object.keys(promiseKey) as PromiseName[]

export function PromiseSection({ draft, change }: SectionProps) {
  const t = useT()
  return (
    <Section id="promises" title={t('editor.promises')} hint={t('editor.promisesHint')}>
      <Checkbox.Group
        value={draft.promises}
        onChange={(chosen) => change({ promises: promises.filter((one) => chosen.includes(one)) })}
        options={promises.map((value) => ({ value, label: t(promiseKey[value]) }))}
      />
    </Section>
  )
}

export function ListingSection({ draft, change, fault }: SectionProps) {
  const t = useT()
  const templates = useRead('listFreightTemplates')
  const time = (value: string | null) => (value ? dayjs(value) : null)
  return (
    <Section id="listing" title={t('editor.listing')}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('editor.state')}>
          <Radio.Group
            value={draft.state}
            onChange={(event) => change({ state: event.target.value })}
            options={(['on_sale', 'off_sale', 'draft'] as const).map((value) => ({ value, label: t(productStateKey[value]) }))}
            data-testid="product-state"
          />
        </Form.Item>
        <div className="editor-grid">
          <Form.Item label={t('editor.onSaleAt')} extra={t('editor.scheduleHint')} {...told(fault('schedule'))}>
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              value={time(draft.onSaleAt)}
              onChange={(value) => change({ onSaleAt: value ? value.toISOString() : null })}
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item label={t('editor.offSaleAt')}>
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              value={time(draft.offSaleAt)}
              onChange={(value) => change({ offSaleAt: value ? value.toISOString() : null })}
              style={{ width: '100%' }}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('editor.freight')} htmlFor="p-freight" extra={t('editor.freightHint')}>
          <Select
            id="p-freight"
            allowClear
            loading={templates.isPending}
            value={draft.freightTemplateId}
            placeholder={t('editor.freightDefault')}
            options={(templates.data?.items ?? []).map((template) => ({ value: template.id, label: template.name }))}
            onChange={(value?: string) => change({ freightTemplateId: value ?? null })}
          />
        </Form.Item>
      </Form>
    </Section>
  )
}
