export const food = `
🍎 apple,苹果
🍊 orange,mandarin,橘子
🍋 lemon,柠檬
🍌 banana,香蕉
🍉 watermelon,西瓜
🍇 grapes,葡萄
🍓 strawberry,草莓
🍒 cherries,樱桃
🍑 peach,桃子
🥝 kiwi,猕猴桃
🍅 tomato,西红柿
🥑 avocado,牛油果
🥕 carrot,胡萝卜
🌽 corn,玉米
🌶️ pepper,spicy,辣椒
🍄 mushroom,蘑菇
🥜 peanuts,花生
🍞 bread,面包
🥐 croissant,牛角包
🧀 cheese,奶酪
🥚 egg,鸡蛋
🍳 cooking,fried egg,煎蛋
🥗 salad,沙拉
🍔 burger,汉堡
🍟 fries,薯条
🍕 pizza,披萨
🌮 taco,塔可
🥟 dumpling,饺子
🍜 noodles,ramen,面条
🍚 rice,米饭
🍣 sushi,寿司
🍤 shrimp,虾
🍲 hot pot,stew,火锅
🥮 moon cake,月饼
🍡 dango,团子
🍦 ice cream,冰淇淋
🍰 cake,蛋糕
🎂 birthday cake,生日蛋糕
🍫 chocolate,巧克力
🍪 cookie,饼干
🍵 tea,茶
☕ coffee,咖啡
🧋 bubble tea,奶茶
🥛 milk,牛奶
🍺 beer,啤酒
🍻 cheers,干杯
🍷 wine,红酒
🥂 champagne,cheers,香槟
🧊 ice,冰块
🥢 chopsticks,筷子
`;
