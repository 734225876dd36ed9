//! Which kanji are one for matching.
//!
//! Three layers, none of them ever shown:
//! - [`KYUJITAI`]: the forms of the 康熙字典 that the 常用漢字表 (Cabinet notice no. 2 of 2010-11-30) puts in brackets
//!   behind its own, and those of the 人名用漢字 (戸籍法施行規則, appendix 2). The tables of OpenCC (`JPVariants`,
//!   Apache-2.0) were read against it.
//! - [`NAMES`]: variants that registers of people and companies carry side by side (髙 﨑 邉 𠮷 …), as the 戸籍統一文字
//!   and the 縮退マップ of the tax agency join them, and the short forms of JIS X 0208 (桧 for 檜).
//! - Compatibility ideographs (U+F900 …) come through their decomposition and stand in no table.
//!
//! 斉 and 斎 are two characters, and so are 弁 of 辨 瓣 辯; people write one for the other, and matching forgives it.

/// One group a word: first the form that all of it become.
pub(super) const KYUJITAI: &str = "\
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 飲飮 栄榮 営營 鋭銳 衛衞 駅驛 悦悅 閲閱 円圓 塩鹽 縁緣 \
艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼 \
覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 気氣 偽僞 戯戲 犠犧 旧舊 拠據 \
挙擧舉 虚虛 峡峽 挟挾 狭狹 教敎 郷鄕鄉 暁曉 区區 駆驅 勲勳 薫薰 径徑 茎莖 恵惠 掲揭 渓溪谿 経經 \
蛍螢 軽輕 継繼 鶏鷄雞 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍劒剱劔釼 険險 圏圈 検檢 献獻 権權 顕顯 \
験驗 厳嚴 広廣 効效 恒恆 黄黃 鉱鑛礦砿 号號 国國圀囯 黒黑 砕碎 済濟 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 \
賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕溼 実實 写寫 舎舍 釈釋 寿壽 収收 従從 渋澁澀 獣獸 縦縱 処處 \
緒緖 叙敍敘 尚尙 将將 称稱 渉涉 焼燒 証證 奨奬 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 \
触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 静靜 清淸 青靑 \
税稅 窃竊 摂攝 説說 絶絕 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 \
巣巢 装裝 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 \
担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 点點 転轉 \
伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬪鬥 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 \
髪髮 抜拔 晩晚 蛮蠻 秘祕 瓶甁 払拂 仏佛 併倂 並竝 餅餠 変變 弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 翻飜 \
毎每 万萬 満滿 麺麵麪 黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 \
竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 郎郞 楼樓 \
録錄 湾灣 叱𠮟 剥剝 頬頰 尭堯 巌巖 晋晉 桧檜 槙槇 禰祢 祷禱 禄祿 穣穰 萌萠 遥遙 聡聰 亘亙 凛凜 \
熙煕 瑶瑤 莱萊 蒋蔣 蝋蠟 醤醬 鴎鷗 麹麴 掻搔 痩瘦瘠 顛顚 繋繫 撹攪 噛嚙 嘘噓 唖啞 掴摑 焔焰 箪簞 \
繍繡 躯軀 屡屢 涜瀆 騨驒 鹸鹼 祇衹 溌潑 塡填 屏屛 桝枡 頴穎 妍姸 呪咒 冴冱 娯娛 呉吳 強强 \
戸戶 抛拋 刃刄 内內 兌兑 冊册 劫刧 却卻 吊弔 壷壺 妊姙 姉姊 寧寗 帰歸皈 庵菴 廻迴 憩憇 彦彥 曳曵 \
産產 顔顏 禿秃 窓窗窻 粛肅肃 糾糺 綿緜 総總綜揔 群羣 翠翆 耕畊 肇肈 脚腳 舗舖 衆眾 裏裡 讃讚 \
跡迹蹟 輩軰 酬酧 針鍼 鎖鎻 隷隸 雁鴈 鞍鞌 韮韭 飾餝 飯飰 鼓皷 鼠鼡 亀龜 隣鄰 歳歲 弯彎 猫貓 贋贗 \
床牀 痺痹 没沒";

/// As [`KYUJITAI`], of names: of people, places and companies.
pub(super) const NAMES: &str = "\
高髙 崎﨑嵜㟢 斉斎齋齊亝齎 辺邊邉 吉𠮷 柳栁桺 橋𣘺槗 桑桒 島嶋嶌㠀 富冨 峰峯 淵渕渊 薮藪籔 野埜 村邨 \
鶴靍靏鸖 徳德悳 昇曻 哲喆 船舩 杉椙 園薗 館舘 梅楳 秋穐龝 沖冲 熊𤋮 蛎蠣 篭籠 鯵鰺 鴬鶯 礪砺 梼檮 \
涛濤 迩邇 蝿蠅 侭儘 潅灌 諌諫 頚頸 蕊蘂 靭靱 賎賤 柿杮 柏栢 松枩 興㒷 鎌鐮 恭㳟 裕𥙿 朗朖 曽曾 \
条條 釜竈竃 芦蘆 鉄鐵銕鉃 雄䧺 浜濱濵";
