import { MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { queryClient } from '../api/use.ts'
import { useLook } from '../design/mode.tsx'
import { useI18n } from '../i18n/i18n.tsx'

export function LangButton() {
  const { lang, setLang, t } = useI18n()
  const other = lang === 'en' ? 'zh-CN' : 'en'
  return (
    <Tooltip title={t('header.language')}>
      <Button
        type="text"
        icon={<TranslationOutlined />}
        aria-label={`${t('header.language')} ${lang === 'en' ? '中文' : 'EN'}`}
        data-testid="lang"
        onClick={() => {
          setLang(other)
          // Messages and titles that the server worded must come again in the new language.
          void queryClient.invalidateQueries()
        }}
      >
        {lang === 'en' ? '中文' : 'EN'}
      </Button>
    </Tooltip>
  )
}

export function ModeButton() {
  const { t } = useI18n()
  const { mode, toggle } = useLook()
  const label = t(mode === 'dark' ? 'header.light' : 'header.dark')
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        icon={mode === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        aria-label={label}
        onClick={toggle}
        data-testid="mode"
      />
    </Tooltip>
  )
}
