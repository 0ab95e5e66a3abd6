/** Monaco's own words in Japanese; a chunk of its own, fetched by Japanese pages only. */
import 'monaco-editor/nls/lang/ja'
